using FerroGate.Core.Keys;

namespace FerroGate.Server.Ai;

/// <summary>
/// The paths of the AI gateway. A path is one of them only as it is written here, in the client's spelling and in the
/// server's reading alike; what is one by any other reading is a variant, which nobody is let through to.
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
    /// <param name="path">The path as the server read it, before any directive changed it.</param>
    public static AiPathMatch Match(string method, string target, string path)
    {
        var raw = PathOf(target);
        switch (raw)
        {
            case Chat when path == raw:
                return Take(method, "POST", ChatOperation);
            case Models when path == raw:
                return Take(method, "GET", ListOperation);
            default:
                break;
        }

        if (IsModel(raw) && IsModel(path) && !raw.EndsWith('/') && Uri.UnescapeDataString(raw) == Uri.UnescapeDataString(path))
        {
            return Take(method, "GET", ShowOperation with { ModelId = Uri.UnescapeDataString(raw[ModelPrefix.Length..]) });
        }

        var isVariant = IsModel(raw) || IsModel(path) || PathReadings.Of(raw, path).Any(reading => IsAiPath(reading.Path));
        return new AiPathMatch(null, null, isVariant);
    }

    /// <summary>The path is below <c>/v1/</c> or <c>/v1beta/</c> by some reading: it belongs to the AI gateway.</summary>
    public static bool Owns(string target, string path) =>
        PathReadings.Of(PathOf(target), path).Any(reading => reading.Firsts.Any(first => first is "v1" or "v1beta"));

    private static bool IsAiPath(string path) => path is Chat or Models || IsModel(path);

    private static bool IsModel(string path) => path.Length > ModelPrefix.Length && path.StartsWith(ModelPrefix, StringComparison.Ordinal);

    private static AiPathMatch Take(string method, string wanted, AiOperation operation) =>
        method == wanted ? new AiPathMatch(operation, null, false) : new AiPathMatch(null, wanted, false);

    // The target may be in absolute form (RFC 9112, 3.2.2). A number sign begins nothing here: the server keeps it in the path.
    private static string PathOf(string target)
    {
        var path = target.AsSpan();
        if (!path.StartsWith('/') && path.IndexOf("://") is >= 0 and var scheme)
        {
            path = path[(scheme + 3)..];
            path = path.IndexOf('/') is >= 0 and var slash ? path[slash..] : "/";
        }

        return (path.IndexOf('?') is >= 0 and var end ? path[..end] : path).ToString();
    }
}
