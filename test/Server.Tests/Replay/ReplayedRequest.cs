using System.Text;
using System.Text.RegularExpressions;
using FerroGate.Testing.Recorded;

namespace FerroGate.Server.Tests.Replay;

/// <summary>A recorded request as a client of the gateway sends it, and as the provider must see it.</summary>
internal static partial class ReplayedRequest
{
    /// <summary>Where a client sends it.</summary>
    public static string PathOf(RecordedExchange recording, string model) => recording.Api switch
    {
        "chat" => "/v1/chat/completions",
        "responses" => "/v1/responses",
        "messages" => "/v1/messages",
        "embeddings" => "/v1/embeddings",
        "count_tokens" => "/v1/messages/count_tokens",
        "responses-input-tokens" => "/v1/responses/input_tokens",
        _ => $"/v1beta/models/{model}{MethodOf(recording)}",
    };

    /// <summary>Where the provider gets it, below its base URL.</summary>
    public static string ProviderPathOf(RecordedExchange recording) => recording.Api switch
    {
        "chat" => "/chat/completions",
        "responses" => "/responses",
        "messages" => "/messages",
        "embeddings" => "/embeddings",
        "count_tokens" => "/messages/count_tokens",
        "responses-input-tokens" => "/responses/input_tokens",
        _ => $"/models/{ReplayModels.AtProvider}{MethodOf(recording)}",
    };

    /// <summary>Its body for a model. Gemini's path names the model, and its bodies stay as they are.</summary>
    public static byte[] BodyFor(RecordedExchange recording, string model) => recording.Api is "generateContent" or "countTokens"
        ? Encoding.UTF8.GetBytes(NestedModel().Replace(Encoding.UTF8.GetString(recording.RequestBytes), $"$1\"models/{model}\"", 1))
        : JsonSlice.WithModel(recording.RequestBytes, model);

    // Only a request whose tokens are counted has its model inside of it as well.
    [GeneratedRegex("(generateContentRequest.*\"model\": *)\"models/[^\"]*\"", RegexOptions.Singleline)]
    private static partial Regex NestedModel();

    private static string MethodOf(RecordedExchange recording) =>
        recording.Api == "countTokens" ? ":countTokens"
        : !recording.IsStream ? ":generateContent"
        : recording.IsJsonArray ? ":streamGenerateContent"
        : ":streamGenerateContent?alt=sse";
}
