using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Writes what a tool gave. It must be an object: a text that holds none goes into one.</summary>
internal static class ResultWriter
{
    public static void Write(Utf8JsonWriter writer, ToolResultPart result, JsonText? id, JsonText name, Losses losses)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("functionResponse"u8);
        if (id is { } given)
        {
            writer.WriteText("id"u8, given);
        }

        writer.WriteText("name"u8, name);
        writer.WritePropertyName("response"u8);
        WriteOutput(writer, JsonText.Join("\\n"u8, result.Content.OfType<TextPart>().Select(text => text.Text).Where(text => !text.IsEmpty)), result.IsError is { Value: true });
        WriteMedia(writer, result.Content, losses);
        writer.WriteEndObject();
        writer.WriteEndObject();
        foreach (var mark in result.Content.Select(part => part.Cache).OfType<CacheMark>())
        {
            losses.Add(mark.Path, LossReason.Unsupported);
        }
    }

    private static void WriteOutput(Utf8JsonWriter writer, JsonText text, bool isError)
    {
        if (isError)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("error"u8);
            if (!TryWriteObject(writer, text))
            {
                writer.WriteText(text);
            }

            writer.WriteEndObject();
        }
        else if (!TryWriteObject(writer, text))
        {
            writer.WriteStartObject();
            writer.WriteText("output"u8, text);
            writer.WriteEndObject();
        }
    }

    private static bool TryWriteObject(Utf8JsonWriter writer, JsonText text)
    {
        var json = text.Decoded();
        if (!json.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("{"u8))
        {
            return false;
        }

        try
        {
            using var document = ParsedJson.Parse(json);
            writer.WriteRaw(document.Root);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // The bytes of media stand beside the object; URLs have no place there.
    private static void WriteMedia(Utf8JsonWriter writer, IReadOnlyList<Part> content, Losses losses)
    {
        var media = new List<MediaPart>();
        foreach (var part in content.Where(part => part is not TextPart))
        {
            if (part is MediaPart { Source.Base64: not null } given)
            {
                media.Add(given);
            }
            else
            {
                var lack = part is MediaPart { Source: var source } ? source.FileId is null ? LossReason.Url : LossReason.Foreign : LossReason.Unsupported;
                losses.Add(part.Path, lack);
            }
        }

        if (media.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("parts"u8);
        foreach (var part in media)
        {
            MediaWriter.Write(writer, part, losses);
        }

        writer.WriteEndArray();
    }
}
