using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>One event of a stream: its name, where it has one, and what it carries.</summary>
/// <param name="Name">The <c>event:</c> field; <c>message</c> where there is none, as the standard says.</param>
/// <param name="Data">The <c>data:</c> lines joined.</param>
public sealed record StreamEvent(string Name, string Data)
{
    public const string NoName = "message";

    public bool IsDone => Data == "[DONE]";

    /// <summary>The data as JSON, or <c>null</c> where it is none.</summary>
    public JsonElement? Json => CanonicalJson.TryParse(Data);
}
