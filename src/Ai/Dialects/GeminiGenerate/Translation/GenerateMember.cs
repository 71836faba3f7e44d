using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>
/// A member of a client's request. The JSON form of protocol buffers has two spellings of each name, <c>inlineData</c> and
/// <c>inline_data</c>, which are one member.
/// </summary>
/// <param name="Name">The name in camel case.</param>
/// <param name="Path">Where it stands, in the client's spelling.</param>
/// <param name="Value">The value, never <c>null</c>.</param>
internal readonly record struct GenerateMember(string Name, string Path, JsonElement Value)
{
    /// <summary>The members of an object that say something.</summary>
    public static IEnumerable<GenerateMember> Of(JsonElement element, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.Members(path))
        {
            var spelled = SpelledNameOf(property);
            var member = new GenerateMember(Camel(spelled), path.Length == 0 ? spelled : $"{path}.{spelled}", property.Value);
            yield return names.Add(member.Name)
                ? member
                : throw new InvalidConversationException(member.Path, $"'{member.Path}' is there twice, in both of its spellings.");
        }
    }

    /// <summary>The items of a list; Google takes one alone for a list of one.</summary>
    public static IEnumerable<JsonElement> List(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Object ? [element] : element.Items(path);

    /// <summary>The name as the client spells it. <see cref="JsonProperty.Name"/> throws on half a surrogate pair.</summary>
    public static string SpelledNameOf(JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        return raw.Contains((byte)'\\') ? JsonText.OfEscaped(raw).ToString() : Encoding.UTF8.GetString(raw);
    }

    private static string Camel(string name)
    {
        if (!name.Contains('_', StringComparison.Ordinal))
        {
            return name;
        }

        var camel = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != '_')
            {
                camel.Append(i > 0 && name[i - 1] == '_' && camel.Length > 0 ? char.ToUpperInvariant(name[i]) : name[i]);
            }
        }

        return camel.ToString();
    }
}
