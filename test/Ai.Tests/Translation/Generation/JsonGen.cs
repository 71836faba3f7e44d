using CsCheck;

namespace FerroGate.Ai.Tests.Translation.Generation;

/// <summary>Generators of JSON as text, so that every number and every escape is spelled as it is meant.</summary>
internal static class JsonGen
{
    /// <summary>One of these.</summary>
    public static Gen<string?> Any(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => (string?)texts[index]);

    /// <summary>It, or nothing: a member that is not there.</summary>
    public static Gen<string?> Maybe(this Gen<string?> gen, int oneIn = 2) => Gen.Int[1, oneIn].Select(gen, (lot, value) => lot == 1 ? value : null);

    /// <summary>An object of the members that are there.</summary>
    public static Gen<string?> Object(params (string Name, Gen<string?> Value)[] members) =>
        Members(members).Select(text => (string?)$"{{{text}}}");

    /// <summary>Members without the braces around them.</summary>
    public static Gen<string> Members(params (string Name, Gen<string?> Value)[] members) =>
        members.Aggregate(Gen.Const(""), (all, member) => all.Select(member.Value, (text, value) => value is null ? text : Joined(text, $"\"{member.Name}\":{value}")));

    public static Gen<string?> List(this Gen<string?> item, int least, int most) =>
        item.Array[least, most].Select(items => (string?)$"[{string.Join(',', items.OfType<string>())}]");

    /// <summary>One behind the other, with commas between them; what is nothing is left out.</summary>
    public static Gen<string> Sequence(this IEnumerable<Gen<string?>> gens) =>
        gens.Aggregate(Gen.Const(""), (all, gen) => all.Select(gen, (text, value) => value is null ? text : Joined(text, value)));

    public static Gen<string?> OneOf(params Gen<string?>[] gens) => Gen.Int[0, gens.Length - 1].SelectMany(index => gens[index]);

    /// <summary>JSON as the text of a JSON string.</summary>
    public static string Quoted(string json) => $"\"{json.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Joined(string left, string right) => left.Length == 0 ? right : $"{left},{right}";
}
