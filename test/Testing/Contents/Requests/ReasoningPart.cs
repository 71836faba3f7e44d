namespace FerroGate.Testing.Contents.Requests;

/// <summary>Reasoning of the model that goes back to it.</summary>
/// <param name="Text">The reasoning or its summary.</param>
/// <param name="Signature">The signature or the encrypted reasoning, which only its vendor can read.</param>
public sealed record ReasoningPart(string Text, string? Signature) : RequestPart
{
    public override string Said => $"reasoning: {Text}";
}
