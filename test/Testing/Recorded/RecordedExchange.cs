using System.Text;
using System.Text.Json;

namespace FerroGate.Testing.Recorded;

/// <summary>One recorded request and the provider's answer to it.</summary>
public sealed class RecordedExchange
{
    private RecordedExchange(string name, JsonElement json)
    {
        Name = name;
        Provider = json.GetProperty("provider").GetString()!;
        Api = json.GetProperty("api").GetString()!;
        IsStream = json.GetProperty("stream").GetBoolean();
        Path = json.GetProperty("request").GetProperty("path").GetString()!;
        Request = json.GetProperty("request").GetProperty("body");
        RequestBytes = Encoding.UTF8.GetBytes(Request.GetRawText());
        var response = json.GetProperty("response");
        Status = response.GetProperty("status").GetInt32();
        Headers = [.. response.GetProperty("headers").EnumerateObject()
            .Select(header => KeyValuePair.Create(header.Name, header.Value.ToString()))];
        var body = response.GetProperty("body");
        ResponseBytes = Encoding.UTF8.GetBytes(body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText());
    }

    /// <summary>The file's name without its ending.</summary>
    public string Name { get; }

    public string Provider { get; }

    public string Api { get; }

    /// <summary>The request asked for a stream.</summary>
    public bool IsStream { get; }

    /// <summary>The request's path and query.</summary>
    public string Path { get; }

    public JsonElement Request { get; }

    /// <summary>The request's body as the file spells it, numbers and spaces included.</summary>
    public byte[] RequestBytes { get; }

    public int Status { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>The response's body: SSE text as it was, JSON as the file spells it.</summary>
    public byte[] ResponseBytes { get; }

    /// <summary>The recording is answered by an event stream.</summary>
    public bool IsAnsweredByStream => IsStream && Status == 200 && !IsJsonArray;

    /// <summary>It asked for a stream of Gemini that comes as one JSON array, and not as events.</summary>
    public bool IsJsonArray => IsStream && Api == "generateContent" && !Path.Contains("alt=sse", StringComparison.Ordinal);

    public override string ToString() => Name;

    internal static RecordedExchange Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new RecordedExchange(System.IO.Path.GetFileNameWithoutExtension(path), document.RootElement.Clone());
    }
}
