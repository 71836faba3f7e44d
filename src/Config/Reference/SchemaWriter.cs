using System.Text.Json;
using FerroGate.Config.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Config.Reference;

/// <summary>Writes what TOML may say as JSON Schema.</summary>
internal sealed class SchemaWriter(Utf8JsonWriter json, SchemaDefinitions definitions, Vocabulary vocabulary)
{
    private const string AnyDirective = "directive";
    private const string Matcher = "matcher";

    /// <summary>A block.</summary>
    public void Object(IShape shape, string path)
    {
        json.WriteStartObject();
        ObjectMembers(shape, path);
        json.WriteEndObject();
    }

    /// <summary>The same without its braces.</summary>
    public void ObjectMembers(IShape shape, string path)
    {
        List<IOption> options = [.. shape.Options.Where(option => option.Place != OptionPlace.CaddyfileOnly)];
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var option in options.Where(option => !IsAnyName(option)))
            Property(option, path);

        json.WriteEndObject();
        if (options.Find(IsAnyName) is { } any)
        {
            json.WritePropertyName("additionalProperties");
            Value(any);
        }
        else
        {
            json.WriteBoolean("additionalProperties", false);
        }

        Required(options);
    }

    private static bool IsAnyName(IOption option) => option.Key.StartsWith('<');

    private void Required(IReadOnlyList<IOption> options, params IEnumerable<string> also)
    {
        List<string> names = [.. also, .. options.Where(option => option.IsRequired).Select(option => option.Key)];
        if (names.Count == 0)
            return;

        json.WriteStartArray("required");
        foreach (var name in names)
            json.WriteStringValue(name);

        json.WriteEndArray();
    }

    private void Property(IOption option, string path)
    {
        if (option.Content.IsDirectives)
        {
            Tables(DirectiveListNames.Key, option.Summary, definitions.Reference(AnyDirective, writer => writer.AllDirectives()));
            Tables(DirectiveListNames.MatchersKey, "Names for certain requests.", definitions.Reference(MatcherShape.Shape, Matcher));
        }
        else if (option.Content.Shape is { } shape)
        {
            var name = definitions.Reference(shape(), path.Length > 0 ? $"{path}.{option.Key}" : option.Key);
            if (option.IsMany)
                Tables(option.Key, Description(option), name, option.IsRequired);
            else
                Table(option.Key, Description(option), name);
        }
        else
        {
            json.WritePropertyName(option.Key);
            Value(option);
        }
    }

    private void Table(string key, string description, string definition)
    {
        json.WriteStartObject(key);
        json.WriteString("description", description);
        Reference(definition);
        json.WriteEndObject();
    }

    // An array of tables; one table alone is read as an array of one.
    private void Tables(string key, string description, string definition, bool isRequired = false)
    {
        json.WriteStartObject(key);
        json.WriteString("description", description);
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        ArrayMembers(isRequired);
        json.WriteStartObject("items");
        Reference(definition);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject();
        Reference(definition);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void ArrayMembers(bool isRequired)
    {
        json.WriteString("type", "array");
        if (isRequired)
            json.WriteNumber("minItems", 1);
    }

    private void Reference(string definition) => json.WriteString("$ref", $"#/$defs/{definition}");

    private void Value(IOption option)
    {
        json.WriteStartObject();
        json.WriteString("description", Description(option));
        if (option.IsMany && !IsAnyName(option))
        {
            ArrayMembers(option.IsRequired);
            json.WriteStartObject("items");
            Type(option.Content);
            json.WriteEndObject();
        }
        else
        {
            Type(option.Content);
        }

        json.WriteEndObject();
    }

    private void Type(OptionContent content)
    {
        List<string> types = [.. content.Kinds.Select(NameOf).Distinct()];
        if (types.Count == 1)
        {
            json.WriteString("type", types[0]);
        }
        else
        {
            json.WriteStartArray("type");
            foreach (var type in types)
                json.WriteStringValue(type);

            json.WriteEndArray();
        }

        Bounds(content.Bounds);
        List<string> words =
        [
            .. content.Known?.Invoke(vocabulary) ?? (content.IgnoresCase ? content.Choices.SelectMany(BothCases) : content.Choices),
        ];
        if (words.Count == 0 || !types.Contains(NameOf(ValueKind.String)))
            return;

        json.WriteStartArray("enum");
        foreach (var word in words)
            json.WriteStringValue(word);

        json.WriteEndArray();
    }

    // Of a value that may be a number or a text, each of them is for one of the two.
    private void Bounds(ValueBounds bounds)
    {
        if (bounds.Least is { } least)
            json.WriteNumber("minimum", least);

        if (bounds.Most is { } most)
            json.WriteNumber("maximum", most);

        if (bounds.Pattern is { } pattern)
            json.WriteString("pattern", pattern);
    }

    // A schema knows no letter case; these are the two that people write.
    private static IEnumerable<string> BothCases(string word) => [word.ToUpperInvariant(), word.ToLowerInvariant()];

    private static string NameOf(ValueKind kind) => kind switch
    {
        ValueKind.Integer => "integer",
        ValueKind.Float => "number",
        ValueKind.Boolean => "boolean",
        _ => "string",
    };

    private static string Description(IOption option)
    {
        var description = option.Summary;
        if (option.Default is { } value)
            description += $" Default: {value}.";

        return option.Pending is { } pending ? $"{description} Not yet: {pending}." : description;
    }

    private void AllDirectives()
    {
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteStartArray("oneOf");
        foreach (var directive in DirectiveTable.Directives)
        {
            json.WriteStartObject();
            Reference(definitions.Reference($"{AnyDirective}.{directive.Name}", writer => writer.Directive(directive)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Directive(IDirective directive)
    {
        List<IOption> options = [.. directive.Shape.Options.Where(option => option.Place != OptionPlace.CaddyfileOnly)];
        json.WriteStartObject();
        json.WriteString("description", directive.Summary);
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        json.WriteStartObject(DirectiveListNames.NameKey);
        json.WriteStartArray("enum");
        json.WriteStringValue(directive.Name);
        foreach (var alias in directive.Aliases)
            json.WriteStringValue(alias);

        json.WriteEndArray();
        json.WriteEndObject();
        if (directive.TakesMatcher)
        {
            json.WriteStartObject(DirectiveListNames.MatchKey);
            json.WriteString("description", "A path, or the name of a matcher after an @.");
            json.WriteString("type", "string");
            json.WriteString("pattern", "^[/@*]");
            json.WriteEndObject();
        }

        foreach (var option in options)
            Property(option, directive.Name);

        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
        Required(options, DirectiveListNames.NameKey);
        json.WriteEndObject();
    }
}
