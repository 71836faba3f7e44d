using System.Text;
using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Counting;

/// <summary>Counts the input of a request as the model of a family reads it: its messages and tools, and what stands around them.</summary>
public sealed class PromptCount
{
    // Beyond that the beginning stands for the rest: a prompt of megabytes may not take the time of others.
    private const int MostBytes = 256 * 1024;

    // What stands around a call of a tool that is told again.
    private const int PerCall = 6;

    // What stands around the schema of an answer, and what more in Chat Completions.
    private const int ForFormat = 30;
    private const int ForFormatInChat = 10;

    private const int BytesOfSealedToken = 10;

    // What is said about a part and not in it.
    private static readonly HashSet<string> Labels = new(StringComparer.Ordinal)
    {
        "type", "role", "id", "tool_call_id", "call_id", "tool_use_id", "status", "detail", "format", "media_type", "mimeType", "mime_type",
        "signature", "encrypted_content", "thoughtSignature", "cache_control", "finish_reason", "annotations", "citations", "phase",
    };

    private static readonly HashSet<string> Media = new(StringComparer.Ordinal)
    {
        "image_url", "input_image", "image", "input_audio", "file", "input_file", "document", "computer_screenshot",
    };

    private readonly ModelFamily _family;
    private readonly TextEncoding _encoding;
    private long _counted;
    private long _countedBytes;
    private long _skippedBytes;
    private long _around;
    private bool _hasTools;
    private bool _isChat;

    private PromptCount(ModelFamily family, TextEncoding encoding) => (_family, _encoding) = (family, encoding);

    /// <summary>What was counted is all that there is: no media, whose cost depends on what they show, and no tools that providers bring.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The tokens.</summary>
    public long Tokens => _family.PerRequest + _around + _counted
        + (_countedBytes == 0 ? _skippedBytes / 4 : (long)((Int128)_counted * _skippedBytes / _countedBytes));

    /// <summary>Counts a request in any dialect; <c>null</c> where the family's encoding is not loaded, or it cannot be read as a tree.</summary>
    /// <param name="body">The request, which was read before and so is JSON.</param>
    /// <param name="family">What the model makes of it.</param>
    /// <param name="inChat">The model is asked in Chat Completions.</param>
    public static PromptCount? Of(ReadOnlyMemory<byte> body, ModelFamily family, bool inChat)
    {
        if (family.Encoding is not { IsLoaded: true } encoding)
        {
            return null;
        }

        try
        {
            using var request = ParsedJson.ParseAnswer(body);
            var count = new PromptCount(family, encoding) { _isChat = inChat };
            foreach (var member in request.Root.EnumerateObject())
                count.AddMember(member.Name, member.Value);

            return count;
        }
        catch (JsonException)
        {
            // A name holds half of a surrogate pair, which is no reason to fail.
            return null;
        }
    }

    private void AddMember(string name, JsonElement value)
    {
        switch (name)
        {
            case "messages" or "contents" or "input" when value.ValueKind == JsonValueKind.Array:
                _around += (long)_family.PerMessage * value.GetArrayLength();
                AddSaid(value);
                break;
            case "messages" or "contents" or "input" or "system" or "instructions" or "systemInstruction" or "system_instruction" when value.ValueKind != JsonValueKind.Null:
                _around += _family.PerMessage;
                AddSaid(value);
                break;
            case "tools" or "functions" when value.ValueKind == JsonValueKind.Array:
                foreach (var tool in value.EnumerateArray())
                    AddTool(tool);
                break;
            case "response_format" or "text" or "output_format" when value.ValueKind == JsonValueKind.Object:
                AddFormat(value);
                break;
            default:
                break;
        }
    }

    private void AddSaid(JsonElement said, bool isGiven = false)
    {
        switch (said.ValueKind)
        {
            case JsonValueKind.String:
                Add(JsonText.Of(said).ToString());
                break;
            case JsonValueKind.Number:
                _around++;
                break;
            case JsonValueKind.Array:
                foreach (var item in said.EnumerateArray())
                    AddSaid(item, isGiven);
                break;
            case JsonValueKind.Object when !isGiven && said.Member("encrypted_content"u8) is { ValueKind: JsonValueKind.String } sealedText:
                // What the model thought and only its provider can read: it is read again in the turn to which it belongs.
                _around += JsonText.Of(sealedText).Escaped.Length / BytesOfSealedToken;
                IsWhole = false;
                break;
            case JsonValueKind.Object when IsMedium(said):
                _around += _family.PerMedium;
                IsWhole = false;
                break;
            case JsonValueKind.Object:
                _around += !isGiven && said.Member("arguments"u8) is not null ? PerCall : 0;
                foreach (var member in said.EnumerateObject())
                {
                    if (isGiven)
                        Add(member.Name);
                    if (isGiven || !Labels.Contains(member.Name))
                        AddSaid(member.Value, isGiven || member.Name is "args" or "input" or "response");
                }

                break;
            default:
                break;
        }
    }

    private static bool IsMedium(JsonElement part) =>
        (part.Member("type"u8)?.Word() is { } type && Media.Contains(type)) || part.Member("inlineData"u8) is not null || part.Member("fileData"u8) is not null;

    private void AddTool(JsonElement tool)
    {
        var function = tool.Member("function"u8) ?? tool;
        if (function.Member("name"u8) is null || (tool.Member("type"u8)?.Word() ?? "function") is not ("function" or "custom"))
        {
            IsWhole = false;
            return;
        }

        _around += _family.PerTool + (_hasTools ? 0 : _family.ForTools + (_isChat ? _family.ForToolsInChat : 0));
        _hasTools = true;
        AddSchema(function);
    }

    // As functions with typed parameters, and not as the JSON that it is.
    private void AddSchema(JsonElement schema)
    {
        foreach (var member in schema.EnumerateObject())
        {
            switch (member.Name)
            {
                case "properties" or "$defs" when member.Value.ValueKind == JsonValueKind.Object:
                    AddParameters(member.Value);
                    break;
                case "enum" when member.Value.ValueKind == JsonValueKind.Array:
                    _around += 3L * member.Value.GetArrayLength();
                    AddSaid(member.Value);
                    break;
                case "name" or "description":
                case "type" when member.Value.Word() is not ("object" or "function"):
                    AddSaid(member.Value);
                    break;
                default:
                    AddNested(member.Value);
                    break;
            }
        }
    }

    private void AddParameters(JsonElement parameters)
    {
        var isFirst = true;
        foreach (var parameter in parameters.EnumerateObject())
        {
            _around += isFirst ? 2L * _family.PerParameter : _family.PerParameter;
            isFirst = false;
            Add(parameter.Name);
            AddNested(parameter.Value);
        }
    }

    private void AddNested(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            AddSchema(value);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                AddNested(item);
        }
    }

    private void AddFormat(JsonElement format)
    {
        var said = format.Member("format"u8) ?? format;
        var schema = said.Member("schema"u8) ?? said.Member("json_schema"u8)?.Member("schema"u8);
        if (schema is { } value)
        {
            _around += ForFormat + (_isChat ? ForFormatInChat : 0);
            AddNested(value);
        }
    }

    private void Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var left = Math.Max(0, MostBytes - _countedBytes);
        if (bytes.Length > left)
        {
            _skippedBytes += bytes.Length - left;
            bytes = bytes[..(int)left];
        }

        _countedBytes += bytes.Length;
        _counted += _encoding.Count(bytes);
    }
}
