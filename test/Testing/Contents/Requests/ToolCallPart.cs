namespace FerroGate.Testing.Contents.Requests;

/// <summary>A call that the model made before.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">Canonical JSON.</param>
/// <param name="Id">Its words are not compared.</param>
/// <param name="Position">The how manieth call of the request it is, which stands for the id in comparisons.</param>
public sealed record ToolCallPart(string Name, string Arguments, string? Id, int Position) : RequestPart
{
    public override string Said => $"call {Position}: {Name}({Arguments})";
}
