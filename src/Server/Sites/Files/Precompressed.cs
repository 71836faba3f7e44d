using FerroGate.Server.Sites.Compression;

namespace FerroGate.Server.Sites.Files;

/// <summary>Files beside a file that hold it compressed.</summary>
internal sealed class Precompressed(IReadOnlyList<string> encodings)
{
    private static readonly Dictionary<string, string> Suffixes =
        new(StringComparer.Ordinal) { ["br"] = ".br", ["gzip"] = ".gz", ["zstd"] = ".zst" };

    /// <summary>The file that the client likes best of those that are there, opened, and its encoding.</summary>
    public (OpenFile File, string Encoding)? Open(HttpRequest request, string file)
    {
        if (encodings.Count == 0 || request.Headers.AcceptEncoding.Count == 0)
            return null;

        foreach (var encoding in EncodeNegotiation.Order(request, encodings))
        {
            var path = file + Suffixes[encoding];
            if (!File.Exists(path))
                continue;

            try
            {
                return (OpenFile.Open(path), encoding);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The file itself is as good.
            }
        }

        return null;
    }
}
