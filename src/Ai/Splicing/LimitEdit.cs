using System.Text;
using FerroGate.Ai.Envelopes;

namespace FerroGate.Ai.Splicing;

/// <summary>The changes of a limit of output.</summary>
internal static class LimitEdit
{
    /// <summary>Puts a limit before the first of an object's members, of which there is one at least.</summary>
    public static BodyEdit Insert(int firstMember, string name, long limit) => Put(new JsonSlice(firstMember, 0), $"\"{name}\":{Text(limit)},");

    /// <summary>Writes another limit over the one that is there.</summary>
    public static BodyEdit Replace(JsonSlice value, long limit) => Put(value, Text(limit));

    public static BodyEdit Put(JsonSlice slice, string text) => new(slice, Encoding.ASCII.GetBytes(text));

    private static string Text(long limit) => limit.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
