using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>What every chunk of a stream, and every answer, begins with.</summary>
internal sealed class ChatHead(AnswerHead head, AnswerContext context)
{
    private const string Prefix = "chatcmpl-";

    private JsonText _id = head.Id.IsEmpty ? JsonText.Of(Prefix + context.ExchangeId)
        : head.Id.Escaped.StartsWith("chatcmpl-"u8) ? head.Id.Kept()
        : JsonText.Join(default, [JsonText.Of(Prefix), head.Id]);

    private readonly JsonText _model = head.Model.IsEmpty ? JsonText.Of(context.Model) : head.Model.Kept();
    private readonly long _created = head.Created ?? context.Now;
    private readonly JsonText? _tier = TierOf(head.ServiceTier);

    /// <summary>The head that a client has already, word for word.</summary>
    public static ChatHead Of(SentNames names, AnswerContext context)
    {
        var head = new ChatHead(names.Head, context);
        head._id = names.Id.IsEmpty ? head._id : names.Id;
        return head;
    }

    public void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> kind)
    {
        writer.WriteText("id"u8, _id);
        writer.WriteString("object"u8, kind);
        writer.WriteNumber("created"u8, _created);
        writer.WriteText("model"u8, _model);
        if (_tier is { } tier)
        {
            writer.WriteText("service_tier"u8, tier);
        }
    }

    // Official clients stop at a word that they do not know.
    private static JsonText? TierOf(JsonText? tier) => tier?.ToString() switch
    {
        "auto" or "default" or "flex" or "scale" or "priority" => tier?.Kept(),
        "standard" => JsonText.Of("default"),
        _ => null,
    };
}
