using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>The names in the stream of a message: its own, and the numbers of its blocks.</summary>
internal static class MessageNames
{
    public static void Note(JsonElement data, SentNames names)
    {
        switch (data.TextOf("type"u8)?.ToString())
        {
            case "message_start" when data.Member("message"u8) is { } message:
                names.Begin(message.TextOf("id"u8), message.TextOf("model"u8), null);
                break;
            case "content_block_start":
                Add(data, names);
                break;
            case "content_block_stop":
                if (names.At(PlaceOf(data)) is { } block)
                {
                    block.IsOver = true;
                }

                break;
            default:
                break;
        }
    }

    private static void Add(JsonElement data, SentNames names)
    {
        switch (data.Member("content_block"u8)?.TextOf("type"u8)?.ToString())
        {
            case "text":
                names.Add(new SentItem(AnswerPartKind.Text, JsonText.Empty), PlaceOf(data));
                break;
            case "thinking":
                names.Add(new SentItem(AnswerPartKind.Reasoning, JsonText.Empty), PlaceOf(data));
                break;
            default:
                names.GiveUp();
                break;
        }
    }

    private static long PlaceOf(JsonElement data) =>
        data.Member("index"u8) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var place) ? place : -1;
}
