using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>What an answer is called, and the items of it, whose ids are made of its own.</summary>
internal sealed class ResponsesHead
{
    private const string Prefix = "resp_";

    private readonly IReadOnlyList<SentItem> _sent = [];
    private readonly JsonText _id;
    private readonly JsonText _rest;
    private readonly JsonText _model;
    private readonly JsonText? _tier;

    public ResponsesHead(AnswerHead head, AnswerContext context)
    {
        var isOurs = head.Id.Escaped.StartsWith("resp_"u8);
        _rest = head.Id.IsEmpty ? JsonText.Of(context.ExchangeId)
            : isOurs ? JsonText.OfEscaped(head.Id.Escaped[Prefix.Length..])
            : head.Id.Kept();
        _id = JsonText.Join(default, [JsonText.Of(Prefix), _rest]);
        _model = head.Model.IsEmpty ? JsonText.Of(context.Model) : head.Model.Kept();
        _tier = TierOf(head.ServiceTier);
        Created = head.Created ?? context.Now;
    }

    /// <summary>The head that a client has already, and the items.</summary>
    public ResponsesHead(SentNames names, AnswerContext context)
        : this(names.Head, context)
    {
        _sent = names.Items;
        _id = names.Id.IsEmpty ? _id : names.Id;
    }

    public long Created { get; }

    /// <summary>The id of an item, the same in a stream and in a plain answer.</summary>
    public JsonText IdOf(ResponsesItem item)
    {
        if (item.Index < _sent.Count)
        {
            return _sent[item.Index].Id;
        }

        var prefix = item.Kind switch
        {
            ResponsesItemKind.Reasoning => "rs_",
            ResponsesItemKind.Call => "fc_",
            _ => "msg_",
        };
        return JsonText.Join(default, [JsonText.Of(prefix), _rest, JsonText.Of($"_{item.Index}")]);
    }

    public void WriteId(Utf8JsonWriter writer) => writer.WriteText("id"u8, _id);

    public void WriteModel(Utf8JsonWriter writer) => writer.WriteText("model"u8, _model);

    public void WriteTier(Utf8JsonWriter writer)
    {
        if (_tier is { } tier)
        {
            writer.WriteText("service_tier"u8, tier);
        }
    }

    // Official clients stop at a word that they do not know.
    private static JsonText? TierOf(JsonText? tier) => tier?.ToString() switch
    {
        "standard" => JsonText.Of("default"),
        { } word when ResponsesTier.IsKnown(word) => tier?.Kept(),
        _ => null,
    };
}
