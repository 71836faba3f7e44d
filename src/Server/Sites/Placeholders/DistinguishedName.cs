using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FerroGate.Server.Sites.Placeholders;

/// <summary>Writes the name in a certificate as RFC 2253 does, and Go: the last part first, <c>CN=client,O=Example</c>.</summary>
internal static class DistinguishedName
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["2.5.4.3"] = "CN",
        ["2.5.4.5"] = "SERIALNUMBER",
        ["2.5.4.6"] = "C",
        ["2.5.4.7"] = "L",
        ["2.5.4.8"] = "ST",
        ["2.5.4.9"] = "STREET",
        ["2.5.4.10"] = "O",
        ["2.5.4.11"] = "OU",
        ["2.5.4.17"] = "POSTALCODE",
    };

    public static string Write(X500DistinguishedName name)
    {
        var parts = name.EnumerateRelativeDistinguishedNames(reversed: true).ToList();

        // Several values in one part are rare, and the framework does not give them one by one.
        if (parts.Exists(part => part.HasMultipleElements))
            return name.Decode(X500DistinguishedNameFlags.Reversed | X500DistinguishedNameFlags.UseCommas);

        return string.Join(',', parts.Select(part =>
        {
            var type = part.GetSingleElementType().Value ?? "";
            return $"{Types.GetValueOrDefault(type, type)}={Escape(part.GetSingleElementValue() ?? "")}";
        }));
    }

    // RFC 2253, section 2.4.
    private static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var isEdge = (i == 0 && (value[i] is ' ' or '#')) || (i == value.Length - 1 && value[i] == ' ');
            if (isEdge || value[i] is ',' or '+' or '"' or '\\' or '<' or '>' or ';')
                escaped.Append('\\');
            escaped.Append(value[i]);
        }

        return escaped.ToString();
    }
}
