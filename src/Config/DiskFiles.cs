using System.Buffers;
using System.Text;
using System.Text.Unicode;
using FerroGate.Config.Text;

namespace FerroGate.Config;

/// <summary>The files of this machine.</summary>
public sealed class DiskFiles : IConfigFiles
{
    private const int Chunk = 64 * 1024;

    public string Read(string path, int longest)
    {
        using var stream = DiskFile.Open(path);
        var text = new StringBuilder();
        var bytes = new byte[Chunk];
        var characters = new char[Chunk];
        var left = 0;

        // In pieces: a device such as /dev/zero has no end. What a piece lacks of its last character is in the next.
        for (var isAtEnd = false; text.Length <= longest && !isAtEnd;)
        {
            var count = stream.Read(bytes, left, Chunk - left);
            isAtEnd = count == 0;
            left += count;
            var status = Utf8.ToUtf16(bytes.AsSpan(0, left), characters, out var used, out var made, replaceInvalidSequences: false, isAtEnd);
            text.Append(characters, 0, made);
            if (status == OperationStatus.InvalidData)
                throw new NotUtf8Exception(EndOf(path, text.Append(Rune.ReplacementChar).ToString()));

            bytes.AsSpan(used, left - used).CopyTo(bytes);
            left -= used;
        }

        return text.ToString();
    }

    public IReadOnlyList<string> List(string folder)
    {
        var path = folder.Length == 0 ? "." : folder;
        return Directory.Exists(path)
            ? [.. Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry))]
            : [];
    }

    private static SourceSpan EndOf(string path, string text)
    {
        var file = new SourceFile(path, text);
        return file.Lines.Span(file.Text.Length - 1, file.Text.Length);
    }
}
