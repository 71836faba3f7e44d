using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>The names in a stream of the chat protocol, which every chunk repeats.</summary>
internal static class ChatNames
{
    public static void Note(JsonElement data, SentNames names)
    {
        var head = ChatChoiceSource.HeadOf(data);
        names.Begin(head.Id, head.Model, head.Created);

        if (data.Member("choices"u8) is not { ValueKind: JsonValueKind.Array } choices || choices.GetArrayLength() == 0)
        {
            return;
        }

        // A choice has begun with whatever came of it: its role is told.
        if (names.Items.Count == 0)
        {
            names.Add(new SentItem(AnswerPartKind.Text, JsonText.Empty), 0);
        }

        if (choices.EnumerateArray().Any(choice => choice.Member("delta"u8) is { ValueKind: JsonValueKind.Object } delta && delta.EnumerateObject().Any(IsStrange)))
        {
            names.GiveUp();
        }
    }

    // Sounds, pictures and sealed thoughts are for nobody else to go on from. What is told beside them in a word is no content.
    private static bool IsStrange(JsonProperty member) =>
        member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
        && member.Name is not ("content" or "tool_calls" or "function_call" or "annotations");
}
