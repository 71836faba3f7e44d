using System.IO.Compression;
using System.Text;
using FerroGate.Testing.Http;
using ZstdSharp;

namespace FerroGate.Server.Tests.Caddy;

/// <summary>What of an answer is compared, as one text, so that equal answers are equal and a difference can be read.</summary>
internal static class ComparedAnswer
{
    /// <param name="answer">The answer; <c>null</c> is a connection that was closed without one.</param>
    /// <param name="headers">The headers that count besides <c>Location</c>.</param>
    /// <param name="isUnpacked">The body is written without its compression, as cases write it.</param>
    public static string Of(Answer? answer, IEnumerable<string> headers, bool isUnpacked = false)
    {
        if (answer is null)
            return "(closed without an answer)";
        var text = new StringBuilder().Append(answer.Status).Append(answer.IsComplete ? "" : " (cut)").Append('\n');
        foreach (var name in headers.Prepend("Location"))
        {
            // Several lines of a list mean the same as one.
            if (answer.Headers.Has(name))
                text.Append(name).Append(": ").AppendJoin(", ", answer.Headers.All(name)).Append('\n');
        }

        return text.Append('\n').Append(Encoding.UTF8.GetString(isUnpacked ? answer.Body : Decoded(answer))).ToString();
    }

    /// <summary>The body before its compression, as far as it is a whole.</summary>
    private static byte[] Decoded(Answer answer)
    {
        if (answer.Body.Length == 0 || answer.Status == 206)
            return answer.Body;
        using var body = new MemoryStream(answer.Body);
        using var decoder = Decoder(answer.Headers["Content-Encoding"], body);
        if (decoder is null)
            return answer.Body;
        using var decoded = new MemoryStream();
        decoder.CopyTo(decoded);
        return decoded.ToArray();
    }

    private static Stream? Decoder(string? encoding, Stream body) => encoding switch
    {
        "gzip" => new GZipStream(body, CompressionMode.Decompress),
        "br" => new BrotliStream(body, CompressionMode.Decompress),
        "zstd" => new DecompressionStream(body),
        _ => null,
    };
}
