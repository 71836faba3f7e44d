using System.Text.Json;
using FerroGate.Testing.Contents.Answers;
using FerroGate.Testing.Contents.Streams;

namespace FerroGate.Testing.Contents;

/// <summary>What an answer says, whichever protocol it is written in: read apart from the product, to judge its translation.</summary>
public sealed record AnswerContents
{
    public required Protocol Protocol { get; init; }

    public required IReadOnlyList<AnswerCandidate> Candidates { get; init; }

    /// <summary>The counted tokens, or <c>null</c> where there are none.</summary>
    public AnsweredUsage? Usage { get; init; }

    /// <summary>The model that the answer names.</summary>
    public string? Model { get; init; }

    /// <summary>The answer's id, of whose words nothing is compared.</summary>
    public string? Id { get; init; }

    /// <summary>Reads an answer that is one JSON value.</summary>
    public static AnswerContents ReadAnswer(Protocol protocol, byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return ReadAnswer(protocol, document.RootElement.Clone());
    }

    /// <inheritdoc cref="ReadAnswer(Protocol, byte[])"/>
    public static AnswerContents ReadAnswer(Protocol protocol, JsonElement answer) => protocol switch
    {
        Protocol.Chat => ChatAnswer.Read(answer),
        Protocol.Responses => ResponsesAnswer.Read(answer),
        Protocol.Messages => MessagesAnswer.Read(answer),
        _ => GeminiAnswer.Read(answer),
    };

    /// <summary>Reads an answer that came as events, or as Gemini's array of them, as a client puts them together.</summary>
    public static AnswerContents ReadStream(Protocol protocol, byte[] bytes) =>
        ReadAnswer(protocol, StreamAssembly.Of(protocol, StreamEvents.Read(bytes)));

    /// <summary>In what the two do not say the same, in words for a failed test. Of what one of them cannot say, nothing.</summary>
    public IReadOnlyList<string> DifferencesFrom(AnswerContents other) => AnswerComparison.Of(this, other);
}
