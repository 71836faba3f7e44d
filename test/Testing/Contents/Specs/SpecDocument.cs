using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FerroGate.Testing.Contents.Specs;

/// <summary>Reads a vendor's specification to JSON.</summary>
internal static class SpecDocument
{
    /// <summary>The folder, or <c>null</c>.</summary>
    public static string? Folder { get; } = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "specs")) is var path
        && Directory.Exists(path) ? path : null;

    /// <summary>The schemas that the document names.</summary>
    public static JsonObject Schemas(string name)
    {
        var path = Path.Combine(Folder ?? throw new DirectoryNotFoundException("../shared/specs is not there"), name);
        var document = name.EndsWith(".yaml", StringComparison.Ordinal) ? ReadYaml(path) : JsonNode.Parse(File.ReadAllText(path));
        return document!["components"]!["schemas"]!.AsObject();
    }

    private static JsonNode? ReadYaml(string path)
    {
        // Examples begin with lines of mere spaces, which the parser minds.
        using var text = new StringReader(string.Join('\n', File.ReadLines(path).Select(line => line.TrimEnd())));
        var yaml = new YamlStream();
        yaml.Load(text);
        return Json(yaml.Documents[0].RootNode);
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: not ScalarStyle.Plain } text => JsonValue.Create(text.Value),
        YamlScalarNode plain => Plain(plain.Value ?? ""),
        _ => null,
    };

    /// <summary>The core schema of YAML 1.2, but for the numbers that JSON has not.</summary>
    private static JsonNode? Plain(string text)
    {
        if (text is "" or "~" or "null")
            return null;
        if (text is "true" or "false" || decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) && text[0] is '-' or (>= '0' and <= '9'))
        {
            try
            {
                return JsonNode.Parse(text);
            }
            catch (System.Text.Json.JsonException)
            {
                return JsonValue.Create(text);
            }
        }

        return JsonValue.Create(text);
    }
}
