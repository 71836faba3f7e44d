using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Writing;

/// <summary>Writes a config as JSON for people and programs that look at it: its secrets are not in it.</summary>
internal static class JsonConfigWriter
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string InPlaceOfASecret = "(secret)";

    // It is read by people and not put into pages: an apostrophe may be one.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<OptionEntry> entries, bool indented)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options with { Indented = indented }))
            WriteObject(json, entries);

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    private static void WriteObject(Utf8JsonWriter json, IReadOnlyList<OptionEntry> entries)
    {
        var isCredential = entries.Any(entry => entry is { Name: "name", Values: [var name] } && SecretMask.IsCredential(name.Text));
        json.WriteStartObject();
        foreach (var group in entries.GroupBy(entry => entry.Name))
        {
            json.WritePropertyName(group.Key);
            var first = isCredential ? WithoutCredential(group.First()) : group.First();
            if (first is { Form: EntryForm.Table, IsItem: true })
            {
                json.WriteStartArray();
                foreach (var item in group)
                    WriteObject(json, item.Block ?? []);

                json.WriteEndArray();
            }
            else
            {
                WriteValue(json, first);
            }
        }

        json.WriteEndObject();
    }

    // What a header is set to, or must be, may be a secret as well.
    private static OptionEntry WithoutCredential(OptionEntry entry) => entry.Name is "value" or "values"
        ? entry with { Values = [.. entry.Values.Select(value => value with { IsSecret = SecretMask.IsLiteral(value.Text) })] }
        : entry;

    private static void WriteValue(Utf8JsonWriter json, OptionEntry entry)
    {
        switch (entry.Form)
        {
            case EntryForm.Table:
                WriteObject(json, entry.Block ?? []);
                break;
            case EntryForm.List:
                json.WriteStartArray();
                foreach (var value in entry.Values)
                    WriteValue(json, value);

                json.WriteEndArray();
                break;
            default:
                WriteValue(json, entry.Values[0]);
                break;
        }
    }

    private static void WriteValue(Utf8JsonWriter json, OptionValue value)
    {
        if (value.IsSecret)
            json.WriteStringValue(InPlaceOfASecret);
        else if (value.Kind is ValueKind.Integer or ValueKind.Float or ValueKind.Boolean)
            json.WriteRawValue(value.Text);
        else
            json.WriteStringValue(UrlSecrets.Hide(value.Text, InPlaceOfASecret));
    }
}
