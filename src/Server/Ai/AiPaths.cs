using System.Text;
using FerroGate.Core.Keys;

namespace FerroGate.Server.Ai;

/// <summary>
/// The paths of the AI gateway. A path is one of them only as it is written here; what equals one after folding case,
/// repeated and trailing slashes and one percent-decoding is a variant, which nobody is let through to.
/// </summary>
internal static class AiPaths
{
    private const string Chat = "/v1/chat/completions";
    private const string Models = "/v1/models";
    private const string ModelPrefix = "/v1/models/";

    private static readonly AiOperation ChatOperation = new(AiOperationKind.Chat, "openai.chat.completions", Scope.ChatCompletions);
    private static readonly AiOperation ListOperation = new(AiOperationKind.ModelList, "openai.models.list", Scope.ModelsRead);
    private static readonly AiOperation ShowOperation = new(AiOperationKind.ModelShow, "openai.models.show", Scope.ModelsRead);

    /// <param name="method">The request's method.</param>
    /// <param name="target">The path and query as the client sent them.</param>
    public static AiPathMatch Match(string method, string target)
    {
        var path = PathOf(target);
        switch (path)
        {
            case Chat:
                return Take(method, "POST", ChatOperation);
            case Models:
                return Take(method, "GET", ListOperation);
            default:
                break;
        }

        if (path.StartsWith(ModelPrefix, StringComparison.Ordinal) && path.Length > ModelPrefix.Length && !path.EndsWith('/'))
        {
            return Take(method, "GET", ShowOperation with { ModelId = Uri.UnescapeDataString(path[ModelPrefix.Length..]) });
        }

        var canonical = Canonical(path);
        var isVariant = canonical is Chat or Models || canonical.StartsWith(ModelPrefix, StringComparison.Ordinal);
        return new AiPathMatch(null, null, isVariant);
    }

    /// <summary>The path is below <c>/v1/</c> or <c>/v1beta/</c>, however it is spelled: it belongs to the AI gateway.</summary>
    public static bool Owns(string target)
    {
        var canonical = Canonical(PathOf(target));
        return canonical is "/v1" or "/v1beta"
            || canonical.StartsWith("/v1/", StringComparison.Ordinal)
            || canonical.StartsWith("/v1beta/", StringComparison.Ordinal);
    }

    private static AiPathMatch Take(string method, string wanted, AiOperation operation) =>
        method == wanted ? new AiPathMatch(operation, null, false) : new AiPathMatch(null, wanted, false);

    // The target may be in absolute form (RFC 9112, 3.2.2).
    private static string PathOf(string target)
    {
        var path = target.AsSpan();
        if (!path.StartsWith('/') && path.IndexOf("://") is >= 0 and var scheme)
        {
            path = path[(scheme + 3)..];
            path = path.IndexOf('/') is >= 0 and var slash ? path[slash..] : "/";
        }

        return (path.IndexOfAny('?', '#') is >= 0 and var end ? path[..end] : path).ToString();
    }

    private static string Canonical(string path)
    {
        var decoded = Uri.UnescapeDataString(path).Replace('\\', '/').ToLowerInvariant();
        var segments = new List<string>();
        foreach (var segment in decoded.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            // Parameters after a semicolon are cut by some servers, and dots are walked by all.
            var name = segment.Split(';')[0].Trim();
            if (name == "..")
            {
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            }
            else if (name is not ("." or ""))
            {
                segments.Add(name);
            }
        }

        var canonical = new StringBuilder();
        foreach (var segment in segments)
        {
            canonical.Append('/').Append(segment);
        }

        return canonical.Length == 0 ? "/" : canonical.ToString();
    }
}
