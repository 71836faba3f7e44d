using System.Globalization;
using System.Text;

namespace FerroGate.Fuzz.Targets;

/// <summary>
/// A reader of HTTP/1 requests that takes nothing but what RFC 9112 has every server read alike. It is written to be plainly
/// right, byte by byte and with strings, and shares nothing with what it is held against.
/// </summary>
internal sealed class StrictRequests(byte[] stream)
{
    private const string TokenCharacters = "!#$%&'*+-.^_`|~";

    private int _at;

    /// <summary>Where each request ends that is whole and right, up to the first that is not.</summary>
    public static List<int> EndsIn(byte[] stream)
    {
        var reader = new StrictRequests(stream);
        var ends = new List<int>();
        while (reader.ReadRequest())
            ends.Add(reader._at);
        return ends;
    }

    private bool ReadRequest()
    {
        var line = ReadLine();
        while (line == "")
            line = ReadLine();
        if (line is null || !(line.EndsWith(" HTTP/1.1", StringComparison.Ordinal) || line.EndsWith(" HTTP/1.0", StringComparison.Ordinal)))
            return false;
        var isNew = line.EndsWith('1');
        if (ReadFields() is not { } fields)
            return false;

        var hosts = fields.Count(field => field.Name == "host");
        var lengths = fields.Where(field => field.Name == "content-length").ToList();
        var codings = fields.Where(field => field.Name == "transfer-encoding").ToList();
        if (hosts > 1 || (isNew && hosts == 0) || lengths.Count + codings.Count > 1)
            return false;
        if (codings is [var coding])
            return isNew && coding.Value.Equals("chunked", StringComparison.OrdinalIgnoreCase) && ReadChunks();

        return lengths is not [var length]
            || (length.Value.Length is > 0 and <= 18 && length.Value.All(char.IsAsciiDigit) && Skip(long.Parse(length.Value, CultureInfo.InvariantCulture)));
    }

    private List<(string Name, string Value)>? ReadFields()
    {
        var fields = new List<(string Name, string Value)>();
        while (true)
        {
            switch (ReadLine())
            {
                case null:
                    return null;
                case "":
                    return fields;
                case var line:
                    var colon = line.IndexOf(':', StringComparison.Ordinal);
                    if (colon < 1 || !line[..colon].All(character => char.IsAsciiLetterOrDigit(character) || TokenCharacters.Contains(character)))
                        return null;
                    fields.Add((line[..colon].ToLowerInvariant(), line[(colon + 1)..].Trim(' ', '\t')));
                    break;
            }
        }
    }

    private bool ReadChunks()
    {
        while (true)
        {
            if (ReadLine() is not { Length: <= 4096 } line)
                return false;
            var size = line.Split(';')[0];
            if (size.Length is 0 or > 15 || !size.All(char.IsAsciiHexDigit))
                return false;
            var count = long.Parse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (count == 0)
                return ReadFields() is { } trailers && !trailers.Any(trailer => trailer.Name is "host" or "content-length" or "transfer-encoding");
            if (!Skip(count) || ReadLine() != "")
                return false;
        }
    }

    private bool Skip(long count)
    {
        if (count > stream.Length - _at)
            return false;
        _at += (int)count;
        return true;
    }

    // A line without its CR LF; null where there is none, or where a CR or an LF stands alone.
    private string? ReadLine()
    {
        var line = new StringBuilder();
        for (; _at < stream.Length; _at++)
        {
            if (stream[_at] == '\n')
                return null;
            if (stream[_at] == '\r')
            {
                if (_at + 1 >= stream.Length || stream[_at + 1] != '\n')
                    return null;
                _at += 2;
                return line.ToString();
            }

            line.Append((char)stream[_at]);
        }

        return null;
    }
}
