using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Sent;

/// <summary>Notes what a client has of a stream that it gets as the provider sends it.</summary>
public sealed class SentReader
{
    private readonly IConversationDialect _dialect;
    private readonly IEventReader _reader;

    public SentReader(IConversationDialect dialect)
    {
        _dialect = dialect;
        _reader = dialect.NewEventReader(Answer);
    }

    public SentAnswer Answer { get; } = new(next: null);

    /// <summary>Notes the next event.</summary>
    /// <param name="data">Its data.</param>
    public void Read(ReadOnlyMemory<byte> data)
    {
        if (!Answer.IsPlain || data.IsEmpty)
        {
            return;
        }

        try
        {
            using var parsed = ParsedJson.ParseAnswer(data);
            _dialect.NoteNames(parsed.Root, Answer.Names);
            _reader.Read(parsed.Root);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            Answer.GiveUp();
        }
    }
}
