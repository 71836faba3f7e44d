using FerroGate.Testing.Recorded;

namespace FerroGate.Testing.Contents;

/// <summary>Which protocol a recording speaks.</summary>
public static class Protocols
{
    /// <summary>The protocol of the name that recordings call it by in <c>api</c>, or <c>null</c>.</summary>
    public static Protocol? OfApi(string api) => api switch
    {
        "chat" => Protocol.Chat,
        "responses" => Protocol.Responses,
        "messages" or "rawPredict" => Protocol.Messages,
        "generateContent" => Protocol.Gemini,
        _ => null,
    };

    /// <summary>The protocol's own vendor, as recordings name it in <c>provider</c>.</summary>
    public static string OwnProvider(Protocol protocol) => protocol switch
    {
        Protocol.Messages => "anthropic",
        Protocol.Gemini => "gemini",
        _ => "openai",
    };

    /// <summary>Every recorded exchange of these protocols, by any vendor, that went well.</summary>
    public static IEnumerable<(Protocol Protocol, RecordedExchange Exchange)> Answered() =>
        Spoken().Where(spoken => spoken.Exchange.Status == 200);

    /// <summary>Every recorded exchange of these protocols, by any vendor.</summary>
    public static IEnumerable<(Protocol Protocol, RecordedExchange Exchange)> Spoken() =>
        from exchange in Recordings.All()
        let protocol = OfApi(exchange.Api)
        where protocol is not null
        select (protocol.Value, exchange);
}
