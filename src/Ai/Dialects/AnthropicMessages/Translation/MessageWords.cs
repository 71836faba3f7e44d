using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>What a plain message and the events of a stream say in the same words.</summary>
internal static class MessageWords
{
    /// <summary>The members of a message up to its content.</summary>
    public static void WriteHead(Utf8JsonWriter writer, AnswerHead head, AnswerContext context)
    {
        writer.WriteText("id"u8, IdOf(head.Id, context));
        writer.WriteString("type"u8, "message"u8);
        writer.WriteString("role"u8, "assistant"u8);
        writer.WriteText("model"u8, head.Model.IsEmpty ? JsonText.Of(context.Model) : head.Model);
    }

    /// <summary>What only Anthropic's own tools and filters have to say; clients want the members.</summary>
    public static void WriteNothingElse(Utf8JsonWriter writer)
    {
        writer.WriteNull("stop_details"u8);
        writer.WriteNull("container"u8);
    }

    /// <summary>The model calls a tool by itself, and no code that Anthropic runs does.</summary>
    public static void WriteCaller(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("caller"u8);
        writer.WriteString("type"u8, "direct"u8);
        writer.WriteEndObject();
    }

    /// <summary>The id of a call, made where the provider gives none.</summary>
    public static JsonText IdOfCall(JsonText id, int call, AnswerContext context) =>
        id.IsEmpty ? context.CallId(0, call) : CallIds.Allow(id);

    /// <summary>A seal as clients carry it: our own protocol's as it is, others wrapped.</summary>
    public static JsonText SealOf(Seal seal) => seal.Origin == SealOrigin.Anthropic ? seal.Value : seal.Wrapped();

    /// <summary>A citation; what is cited here is always a whole block of text.</summary>
    public static void WriteCitation(Utf8JsonWriter writer, Citation citation, Losses losses)
    {
        if (citation.Range is not null)
        {
            losses.Add(citation.Path, LossReason.Approximated);
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, "web_search_result_location"u8);
        writer.WriteText("cited_text"u8, citation.Quote ?? JsonText.Empty);
        writer.WriteText("url"u8, citation.Url);
        if (citation.Title is { } title)
        {
            writer.WriteText("title"u8, title);
        }
        else
        {
            writer.WriteNull("title"u8);
        }

        // Only Anthropic's own searches have one, and clients want the member.
        writer.WriteString("encrypted_index"u8, ""u8);
        writer.WriteEndObject();
    }

    private static JsonText IdOf(JsonText id, AnswerContext context) =>
        id.IsEmpty ? JsonText.Of("msg_" + Short(context))
        : id.Escaped.StartsWith("msg_"u8) ? id
        : JsonText.Join(default, [JsonText.Of("msg_"), id]);

    private static string Short(AnswerContext context) => context.ExchangeId.Replace("-", "", StringComparison.Ordinal);
}
