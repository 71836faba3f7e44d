using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>The names in a stream of the Responses protocol: of the response, of its items, and the numbers of its events.</summary>
internal static class ResponsesNames
{
    public static void Note(JsonElement data, SentNames names)
    {
        if (NumberOf(data, "sequence_number"u8) is { } sequence)
        {
            names.NextEvent = sequence + 1;
        }

        switch (data.TextOf("type"u8)?.ToString())
        {
            case "response.created" when data.Member("response"u8) is { } response:
                var head = ResponsesAnswerSource.HeadOf(response);
                names.Begin(head.Id, head.Model, head.Created);
                break;
            case "response.output_item.added":
                Add(data, names);
                break;
            case "response.content_part.added" or "response.reasoning_summary_part.added":
                if (ItemOf(data, names) is { } item)
                {
                    item.Parts++;
                }

                break;
            case "response.output_item.done" or "response.output_text.done" or "response.content_part.done":
                End(data, names);
                break;
            case "response.reasoning_text.delta":
                // Such thoughts are written as summaries here, which have other events.
                names.GiveUp();
                break;
            default:
                break;
        }
    }

    private static void Add(JsonElement data, SentNames names)
    {
        var item = data.Member("item"u8) ?? default;
        var kind = item.TextOf("type"u8)?.ToString() switch
        {
            "message" => AnswerPartKind.Text,
            "reasoning" => AnswerPartKind.Reasoning,
            _ => (AnswerPartKind?)null,
        };
        if (kind is { } known && item.TextOf("id"u8) is { IsEmpty: false } id)
        {
            names.Add(new SentItem(known, id.Kept()), NumberOf(data, "output_index"u8) ?? -1);
        }
        else
        {
            names.GiveUp();
        }
    }

    private static void End(JsonElement data, SentNames names)
    {
        if (ItemOf(data, names) is { } item && (item.Kind == AnswerPartKind.Text || data.Member("item"u8) is not null))
        {
            item.IsOver = true;
        }
    }

    private static SentItem? ItemOf(JsonElement data, SentNames names) => names.At(NumberOf(data, "output_index"u8) ?? -1);

    private static long? NumberOf(JsonElement data, ReadOnlySpan<byte> name) =>
        data.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;
}
