using System.Text.Json.Nodes;
using Json.Schema;

namespace FerroGate.Testing.Contents.Specs;

/// <summary>Builds the JSON Schema of a payload from its vendor's specification.</summary>
internal static class SpecSchema
{
    /// <summary>What real requests and answers do without: it is younger than they, or the specification is wrong.</summary>
    private static readonly string[] Optional =
    [
        "InputImageContent.detail",
        "ReasoningItem.id",
        "ResponseFunctionCallArgumentsDoneEvent.name",
        "ResponseUsage.cache_write_tokens",
        "ResponseServerToolUseBlock.caller",
        "ResponseToolUseBlock.caller",
        "ResponseWebSearchToolResultBlock.caller",
        "ServerToolUsage.web_fetch_requests",
    ];

    public static JsonSchema Of(Protocol protocol, PayloadKind kind) => Of(protocol, kind, Root(protocol, kind));

    /// <summary>The schema of something else that the vendor of a protocol specifies.</summary>
    public static JsonSchema Of(Protocol protocol, PayloadKind kind, string definition)
    {
        var dialect = new SpecDialect
        {
            IsProtobuf = protocol == Protocol.Gemini,
            AbsentMayBeNull = kind != PayloadKind.Request,
            Optional = Optional,
        };
        var definitions = new JsonObject();
        foreach (var (name, schema) in SpecDocument.Schemas(File(protocol)))
            definitions[name] = dialect.Schema(schema!, name);
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"https://ferrogate.test/{protocol}/{kind}/{definition}",
            ["$ref"] = $"#/$defs/{definition}",
            ["$defs"] = definitions,
        };
        // OpenAI's schemas let anything be added, and its service does not.
        if (kind == PayloadKind.Request && protocol is Protocol.Chat or Protocol.Responses)
            root["unevaluatedProperties"] = false;
        return JsonSchema.FromText(root.ToJsonString());
    }

    private static string File(Protocol protocol) => protocol switch
    {
        Protocol.Messages => "anthropic/openapi.json",
        Protocol.Gemini => "gemini/openapi.json",
        _ => "openai/openapi.yaml",
    };

    private static string Root(Protocol protocol, PayloadKind kind) => (protocol, kind) switch
    {
        (Protocol.Chat, PayloadKind.Request) => "CreateChatCompletionRequest",
        (Protocol.Chat, PayloadKind.Answer) => "CreateChatCompletionResponse",
        (Protocol.Chat, _) => "CreateChatCompletionStreamResponse",
        (Protocol.Responses, PayloadKind.Request) => "CreateResponse",
        (Protocol.Responses, PayloadKind.Answer) => "Response",
        (Protocol.Responses, _) => "ResponseStreamEvent",
        (Protocol.Messages, PayloadKind.Request) => "CreateMessageParams",
        (Protocol.Messages, PayloadKind.Answer) => "Message",
        (Protocol.Messages, _) => "MessageStreamEvent",
        (_, PayloadKind.Request) => "GenerateContentRequest",
        _ => "GenerateContentResponse",
    };
}
