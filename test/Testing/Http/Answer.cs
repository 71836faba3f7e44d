using System.Text;
using System.Text.Json;

namespace FerroGate.Testing.Http;

/// <summary>A whole answer: every byte of its body, its headers in order, and whether it ended as its framing promised.</summary>
public sealed record Answer(int Status, HeaderList Headers, byte[] Body, bool IsComplete)
{
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>What an error's body says under <c>error</c>.</summary>
    public JsonElement Error => Json.GetProperty("error");

    /// <summary>The code of an error's body; Google's errors have a status there, and the code as the reason of a detail.</summary>
    public string? ErrorCode => Error.GetProperty("code") is { ValueKind: JsonValueKind.String } code
        ? code.GetString()
        : Error.GetProperty("details")[0].GetProperty("reason").GetString();

    public override string ToString() => $"{Status}{(IsComplete ? "" : " (cut)")}\n{Headers}\n\n{Text}";
}
