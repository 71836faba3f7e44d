using FerroGate.Testing.Recorded;

namespace FerroGate.Server.Tests.Replay;

/// <summary>A recorded request as a client of the gateway sends it, and as the provider must see it.</summary>
internal static class ReplayedRequest
{
    /// <summary>Where a client sends it.</summary>
    public static string PathOf(RecordedExchange recording, string model) => recording.Api switch
    {
        "chat" => "/v1/chat/completions",
        "responses" => "/v1/responses",
        "messages" => "/v1/messages",
        _ => $"/v1beta/models/{model}{MethodOf(recording)}",
    };

    /// <summary>Where the provider gets it, below its base URL.</summary>
    public static string ProviderPathOf(RecordedExchange recording) => recording.Api switch
    {
        "chat" => "/chat/completions",
        "responses" => "/responses",
        "messages" => "/messages",
        _ => $"/models/{ReplayModels.AtProvider}{MethodOf(recording)}",
    };

    /// <summary>Its body for a model. Gemini's path names the model, and its bodies stay as they are.</summary>
    public static byte[] BodyFor(RecordedExchange recording, string model) =>
        recording.Api == "generateContent" ? recording.RequestBytes : JsonSlice.WithModel(recording.RequestBytes, model);

    private static string MethodOf(RecordedExchange recording) =>
        !recording.IsStream ? ":generateContent" : recording.IsJsonArray ? ":streamGenerateContent" : ":streamGenerateContent?alt=sse";
}
