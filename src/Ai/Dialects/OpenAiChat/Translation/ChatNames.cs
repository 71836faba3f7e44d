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

        // A choice has begun with whatever came of it: its role is told.
        if (names.Items.Count == 0 && data.Member("choices"u8) is { ValueKind: JsonValueKind.Array } choices && choices.GetArrayLength() > 0)
        {
            names.Add(new SentItem(AnswerPartKind.Text, JsonText.Empty), 0);
        }
    }
}
