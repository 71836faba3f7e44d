using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>What an answer rests on, as <c>annotations</c>.</summary>
internal static class ChatCitation
{
    /// <param name="writer">The writer.</param>
    /// <param name="citation">The place.</param>
    /// <param name="end">Where the text ends that it belongs to, for a citation that does not say which part of it that is.</param>
    /// <param name="losses">Takes what has no place.</param>
    public static void Write(Utf8JsonWriter writer, Citation citation, long end, Losses losses)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "url_citation"u8);
        writer.WriteStartObject("url_citation"u8);
        writer.WriteText("url"u8, citation.Url);
        writer.WriteText("title"u8, citation.Title ?? JsonText.Empty);
        writer.WriteNumber("start_index"u8, citation.Range?.Start ?? 0);
        writer.WriteNumber("end_index"u8, citation.Range?.End ?? end);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (citation.Quote is not null)
        {
            losses.Add(citation.Path, LossReason.Approximated);
        }
    }
}
