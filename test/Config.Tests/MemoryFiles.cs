using System.Text.RegularExpressions;

namespace FerroGate.Config.Tests;

/// <summary>Files that a test writes into its input, each below a line <c>=== name ===</c>.</summary>
internal sealed partial class MemoryFiles(IReadOnlyDictionary<string, string> files) : IConfigFiles
{
    /// <summary>The text before the first such line, and the files; <c>null</c> where there are none.</summary>
    public static (string Text, MemoryFiles? Files) Split(string input)
    {
        var headings = Heading().Matches(input);
        if (headings.Count == 0)
            return (input, null);

        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < headings.Count; i++)
        {
            var start = headings[i].Index + headings[i].Length;
            files[headings[i].Groups["name"].Value] = input[start..(i + 1 < headings.Count ? headings[i + 1].Index : input.Length)];
        }

        return (input[..headings[0].Index], new MemoryFiles(files));
    }

    public string Read(string path, int longest) =>
        files.Keys.Any(name => name.StartsWith(path + "/", StringComparison.Ordinal))
            ? throw new IOException("it is a directory")
            : files.TryGetValue(path, out var text) ? text : throw new FileNotFoundException(path);

    public IReadOnlyList<string> List(string folder)
    {
        var prefix = folder.Length == 0 ? "" : folder + "/";
        return
        [
            .. files.Keys
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(name => name[prefix.Length..].Split('/')[0])
                .Distinct(),
        ];
    }

    [GeneratedRegex("^=== (?<name>\\S+) ===\n", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
