using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>What a text rests on, as one of its <c>annotations</c>.</summary>
internal static class ResponsesCitation
{
    /// <param name="writer">The writer.</param>
    /// <param name="citation">The place.</param>
    /// <param name="start">Where the text begins in the text of the whole answer: here letters count from there.</param>
    /// <param name="length">How long the text is, for a citation that does not say which part of it that is.</param>
    /// <param name="losses">Takes what has no place.</param>
    public static void Write(Utf8JsonWriter writer, Citation citation, long start, long length, Losses losses)
    {
        var (from, to) = citation.Range is { } range && range.Start >= start ? (range.Start - start, range.End - start) : (0, length);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "url_citation"u8);
        writer.WriteText("url"u8, citation.Url);
        writer.WriteText("title"u8, citation.Title ?? JsonText.Empty);
        writer.WriteNumber("start_index"u8, from);
        writer.WriteNumber("end_index"u8, to);
        writer.WriteEndObject();
        if (citation.Quote is not null)
        {
            losses.Add(citation.Path, LossReason.Approximated);
        }
    }
}
