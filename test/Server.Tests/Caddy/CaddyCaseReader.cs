using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FerroGate.Testing;
using FerroGate.Testing.Http;

namespace FerroGate.Server.Tests.Caddy;

/// <summary>Reads the cases; their form is described in the README next to them.</summary>
internal static partial class CaddyCaseReader
{
    private const string Separator = "---------- ";

    /// <summary>What goes before a Caddyfile without global options: nothing but what a test needs to be left alone.</summary>
    private const string Preamble = "{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n}\n\n";

    private static string Folder { get; } = Path.Combine(Repository.Root, "test", "Server.Tests", "Caddy", "Cases");

    /// <summary>The names of all cases.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.caddytest").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public static IEnumerable<CaddyCase> ReadAll() => Names.Select(Read);

    public static CaddyCase Read(string name)
    {
        var parts = File.ReadAllText(Path.Combine(Folder, name + ".caddytest")).Split("\n" + Separator);
        if (parts.Length < 2)
            throw new InvalidDataException($"{name} asks nothing");
        var config = parts[0] + "\n";
        return new CaddyCase(name, HasGlobalOptions().IsMatch(config) ? config : Preamble + config, [.. parts.Skip(1).Select(ReadRequest)]);
    }

    private static CaddyRequest ReadRequest(string text)
    {
        var lines = text.Split('\n');
        var words = lines[0].Split(' ');
        var headers = new List<KeyValuePair<string, string>>();
        var compared = new List<string>();
        var answer = new List<string>();
        string? reason = null;
        var chunkSize = 0;
        var at = 1;
        for (; at < lines.Length && lines[at].Length > 0; at++)
        {
            var line = lines[at];
            if (line.StartsWith('#'))
                continue;
            if (line.StartsWith('<'))
                answer.Add(line.Length > 2 ? line[2..] : "");
            else if (Field(line, "differs") is { } given)
                reason = given;
            else if (Field(line, "compare") is { } names)
                compared.AddRange(names.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries));
            else if (Field(line, "chunked") is { } size)
                chunkSize = int.Parse(size, CultureInfo.InvariantCulture);
            else
                headers.Add(ReadHeader(line));
        }

        var body = string.Join('\n', lines.Skip(at + 1)).TrimEnd('\n');
        var request = new Request(words[0], words[1])
        {
            // One connection each, so that no answer can spoil the next.
            Headers = [.. headers, new("Connection", "close")],
            Body = body.Length > 0 ? Encoding.UTF8.GetBytes(body) : null,
            ChunkSize = chunkSize,
        };
        var port = words.Length > 2 ? words[2].Trim('{', '}', '$') : CaddyCase.Port;
        return new CaddyRequest(lines[0], port, request, compared, reason is null ? null : new(reason, ReadAnswer(answer)));
    }

    private static Answer? ReadAnswer(List<string> lines)
    {
        if (lines is [] or ["closed"])
            return null;
        var head = lines.Skip(1).TakeWhile(line => line.Length > 0).Select(ReadHeader).ToList();
        var body = string.Join('\n', lines.Skip(head.Count + 2));
        return new Answer(int.Parse(lines[0], CultureInfo.InvariantCulture), new HeaderList(head), Encoding.UTF8.GetBytes(body), true);
    }

    private static string? Field(string line, string name) =>
        line.StartsWith(name + ":", StringComparison.Ordinal) ? line[(name.Length + 1)..].Trim() : null;

    private static KeyValuePair<string, string> ReadHeader(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? new(line[..colon], line[(colon + 1)..].Trim()) : throw new InvalidDataException($"\"{line}\" is no header");
    }

    [GeneratedRegex(@"\A\s*(#.*\n\s*)*\{\s*\n")]
    private static partial Regex HasGlobalOptions();
}
