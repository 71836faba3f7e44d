using System.Buffers;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace FerroGate.Server.Sites.Files;

/// <summary>A file that is open for reading, with what its headers say. Length and time are those of what is read.</summary>
internal sealed class OpenFile : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly SafeFileHandle _handle;

    private OpenFile(SafeFileHandle handle)
    {
        _handle = handle;
        Length = RandomAccess.GetLength(handle);

        // HTTP's dates have no fractions.
        var modified = File.GetLastWriteTimeUtc(handle);
        Modified = new DateTimeOffset(modified.Ticks - (modified.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }

    public long Length { get; }

    public DateTimeOffset Modified { get; }

    /// <summary>Time and length in base 36, as Caddy makes it.</summary>
    public string EntityTag => $"\"{Base36(Modified.ToUnixTimeSeconds())}{Base36(Length)}\"";

    /// <summary>Opens a file. Throws what <see cref="File.OpenHandle"/> throws.</summary>
    public static OpenFile Open(string path) => new(File.OpenHandle(path, options: FileOptions.Asynchronous | FileOptions.SequentialScan));

    public async Task CopyAsync(Stream output, long offset, long count, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(BufferSize, Math.Max(count, 1)));
        try
        {
            for (var left = count; left > 0;)
            {
                var read = await RandomAccess.ReadAsync(_handle, buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), offset, cancellation);

                // The length has been promised; the connection must not look as if it had been kept.
                if (read == 0)
                    throw new EndOfStreamException("A file became shorter while it was sent.");

                await output.WriteAsync(buffer.AsMemory(0, read), cancellation);
                offset += read;
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _handle.Dispose();

    private static string Base36(long number)
    {
        const string digits = "0123456789abcdefghijklmnopqrstuvwxyz";
        var text = new StringBuilder();
        for (var rest = Math.Max(number, 0); rest > 0 || text.Length == 0; rest /= digits.Length)
            text.Insert(0, digits[(int)(rest % digits.Length)]);
        return text.ToString();
    }
}
