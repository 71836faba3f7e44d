using System.Text;
using System.Text.Json;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Json;

/// <summary>Reads a JSON object into what the shapes of the config read, so that it may say what a table of TOML may.</summary>
internal sealed class JsonEntries
{
    private const int DeepestNesting = 32;

    private readonly SourceFile _file;
    private readonly DiagnosticBag _diagnostics;
    private readonly byte[] _bytes;
    private int _atByte;
    private int _atCharacter;

    private JsonEntries(SourceFile file, DiagnosticBag diagnostics) => (_file, _diagnostics, _bytes) = (file, diagnostics, Encoding.UTF8.GetBytes(file.Text));

    /// <summary>The members of the object; <c>null</c> where the text is none.</summary>
    public static IReadOnlyList<OptionEntry>? Read(SourceFile file, DiagnosticBag diagnostics)
    {
        var entries = new JsonEntries(file, diagnostics);
        var json = new Utf8JsonReader(entries._bytes, new JsonReaderOptions { MaxDepth = DeepestNesting });
        try
        {
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
            {
                diagnostics.Error(DiagnosticCodes.Syntax, entries.Span(json), "this is no JSON object");
                return null;
            }

            var members = entries.Members(ref json);
            json.Read();
            return members;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half of a surrogate pair is no text, wherever it stands.
            var at = entries.CharacterOf((int)json.BytesConsumed);
            diagnostics.Error(DiagnosticCodes.Syntax, file.Lines.Span(at, at + 1), "this is no JSON");
            return null;
        }
    }

    private List<OptionEntry> Members(ref Utf8JsonReader json)
    {
        var members = new List<OptionEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            // Two readers could read it in two ways.
            var (name, span) = (json.GetString()!, Span(json));
            if (!names.Add(name))
                _diagnostics.Error(DiagnosticCodes.DuplicateOption, span, $"`{name}` is given twice");
            json.Read();
            Add(members, name, span, ref json);
        }

        return members;
    }

    // An array of objects is so many entries of one name.
    private void Add(List<OptionEntry> members, string name, SourceSpan span, ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject:
                members.Add(new OptionEntry(name, span, [], EntryForm.Table) { Block = Members(ref json) });
                break;
            case JsonTokenType.StartArray:
                AddArray(members, name, span, ref json);
                break;
            default:
                members.Add(new OptionEntry(name, span, [Value(json)], EntryForm.Single));
                break;
        }
    }

    private void AddArray(List<OptionEntry> members, string name, SourceSpan span, ref Utf8JsonReader json)
    {
        var values = new List<OptionValue>();
        var tables = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
            {
                var at = Span(json);
                members.Add(new OptionEntry(name, at, [], EntryForm.Table) { Block = Members(ref json) });
                tables++;
            }
            else if (json.TokenType == JsonTokenType.StartArray)
            {
                values.Add(new OptionValue("", Span(json), ValueKind.Array));
                json.Skip();
            }
            else
            {
                values.Add(Value(json));
            }
        }

        if (tables == 0 || values.Count > 0)
            members.Add(new OptionEntry(name, span, values, EntryForm.List));
    }

    private OptionValue Value(in Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => new(json.GetString()!, Span(json), ValueKind.String),
        JsonTokenType.Number => Number(Encoding.UTF8.GetString(json.ValueSpan), Span(json)),
        JsonTokenType.True => new("true", Span(json), ValueKind.Boolean),
        JsonTokenType.False => new("false", Span(json), ValueKind.Boolean),
        _ => new("", Span(json), ValueKind.Null),
    };

    private static OptionValue Number(string text, SourceSpan span) =>
        new(text, span, text.AsSpan().ContainsAny(".eE") ? ValueKind.Float : ValueKind.Integer);

    private SourceSpan Span(in Utf8JsonReader json)
    {
        var start = CharacterOf((int)json.TokenStartIndex);
        return _file.Lines.Span(start, start + Math.Max(1, json.ValueSpan.Length));
    }

    // Tokens come in order, so each part of the text is looked at once.
    private int CharacterOf(int at)
    {
        if (at < _atByte)
            (_atByte, _atCharacter) = (0, 0);

        _atCharacter += Encoding.UTF8.GetCharCount(_bytes, _atByte, at - _atByte);
        _atByte = at;
        return _atCharacter;
    }
}
