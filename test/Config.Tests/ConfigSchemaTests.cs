using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FerroGate.Config.Reference;
using FerroGate.Config.Text;
using FerroGate.Config.Toml;
using Json.Schema;

namespace FerroGate.Config.Tests;

/// <summary>The JSON Schema says yes to every config that the loader accepts, and no to what an editor should mark.</summary>
public sealed class ConfigSchemaTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden", "Toml");

    private static readonly JsonSchema Schema = JsonSchema.FromText(ConfigSchema.Write(TestLoader.Vocabulary));

    public static TheoryData<string> GoldenNames =>
        [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void It_is_JSON_and_names_its_draft()
    {
        using var json = JsonDocument.Parse(ConfigSchema.Write(TestLoader.Vocabulary));

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", json.RootElement.GetProperty("$schema").GetString());
    }

    [Fact]
    public void Every_reference_has_a_definition()
    {
        using var json = JsonDocument.Parse(ConfigSchema.Write(TestLoader.Vocabulary));
        var definitions = json.RootElement.GetProperty("$defs").EnumerateObject().Select(definition => $"#/$defs/{definition.Name}").ToHashSet();

        Assert.Superset(References(json.RootElement).ToHashSet(), definitions);
    }

    [Theory]
    [MemberData(nameof(GoldenNames))]
    public void What_the_loader_accepts_is_valid(string name)
    {
        var (input, _) = GoldenTests.Split(File.ReadAllText(Path.Combine(Folder, name)));
        if (TestLoader.Parse(input, ConfigFormat.Toml).Config is not null)
            Assert.Empty(Errors(input));
    }

    [Theory]
    [InlineData("listn = \":8080\"")]
    [InlineData("listen = 8080")]
    [InlineData("grace_period = 30")]
    [InlineData("debug = \"yes\"")]
    [InlineData("auto_https = \"on\"")]
    [InlineData("default_bind = \"127.0.0.1\"")]
    [InlineData("[admin]\nlisten = [\":2019\"]")]
    [InlineData("[reliability]\nprovider_dispatch_timeout_secs = 1.5")]
    [InlineData("http_port = 0")]
    [InlineData("http_port = 65536")]
    [InlineData("grace_period = \"30\"")]
    [InlineData("grace_period = \"30 s\"")]
    [InlineData("[reliability]\nprovider_dispatch_timeout_secs = 0")]
    [InlineData("[reliability]\nrequest_body_max_bytes = 0")]
    [InlineData("[[sites]]\naddresses = [\":1\"]\nlog = [{ output = { kind = \"file\", target = \"a\", roll_keep = 0 } }]")]
    [InlineData("[[providers]]\nkind = \"openai\"")]
    [InlineData("[[providers]]\nname = \"a\"\nkind = \"opnai\"")]
    [InlineData("[[providers]]\nname = \"a\"\nurl = \"http://a\"")]
    [InlineData("[[sites]]\ndirectives = [{ directive = \"respond\" }]")]
    [InlineData("[[sites]]\naddresses = []")]
    [InlineData("[[sites]]\naddresses = [\":1\"]\ndirectives = [{ directive = \"header\", rules = [] }]")]
    [InlineData("[[sites]]\naddresses = [\":1\"]\ndirectives = [{ directive = \"respnd\" }]")]
    [InlineData("[[sites]]\naddresses = [\":1\"]\ndirectives = [{ body = \"which\" }]")]
    [InlineData("[[sites]]\naddresses = [\":1\"]\ndirectives = [{ directive = \"respond\", boddy = \"x\" }]")]
    [InlineData("[[sites]]\naddresses = [\":1\"]\ndirectives = [{ directive = \"respond\", match = \"api\" }]")]
    [InlineData("[[sites]]\naddresses = [\":1\"]\ndirectives = [{ directive = \"handle\", directives = [{ directive = \"respond\", stats = 1 }] }]")]
    [InlineData("[[sites]]\naddresses = [\":1\"]\nmatchers = [{ name = \"a\", not = [{ pth = [\"/a\"] }] }]")]
    public void An_unknown_key_and_a_wrong_type_are_not_valid(string toml)
    {
        Assert.Null(TestLoader.Parse(toml, ConfigFormat.Toml).Config);
        Assert.NotEmpty(Errors(toml));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0s")]
    [InlineData("1.5h")]
    [InlineData("1m30s")]
    [InlineData("250ms")]
    [InlineData("7µs")]
    [InlineData("7μs3us5ns")]
    [InlineData("1d")]
    public void Every_form_of_a_duration_is_valid(string duration)
    {
        var toml = $"grace_period = \"{duration}\"";

        Assert.NotNull(TestLoader.Parse(toml, ConfigFormat.Toml).Config);
        Assert.Empty(Errors(toml));
    }

    private static List<string> Errors(string toml)
    {
        var tree = TomlTree.Read(new SourceFile("ferrogate.toml", toml), new DiagnosticBag());
        using var json = JsonDocument.Parse(ToJson(tree!)!.ToJsonString());
        var result = Schema.Evaluate(json.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid
            ? []
            : [result.EvaluationPath.ToString(), .. (result.Details ?? []).Where(found => found.Errors is not null).Select(found => $"{found.InstanceLocation}: {string.Join(", ", found.Errors!.Values)}")];
    }

    private static JsonNode? ToJson(TomlNode node) => node switch
    {
        TomlTable table => new JsonObject(table.Entries.Select(entry => KeyValuePair.Create(entry.Key, ToJson(entry.Value)))),
        TomlArray array => new JsonArray([.. array.Items.Select(ToJson)]),
        TomlScalar { Kind: Options.ValueKind.Boolean } scalar => scalar.Text == "true",
        TomlScalar { Kind: Options.ValueKind.Integer } scalar => JsonValue.Create(long.Parse(Digits(scalar), CultureInfo.InvariantCulture)),
        TomlScalar { Kind: Options.ValueKind.Float } scalar => JsonValue.Create(double.Parse(Digits(scalar), CultureInfo.InvariantCulture)),
        TomlScalar scalar => scalar.Text,
        _ => null,
    };

    private static string Digits(TomlScalar scalar) => scalar.Text.Replace("_", "", StringComparison.Ordinal);

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
