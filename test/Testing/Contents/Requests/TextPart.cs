namespace FerroGate.Testing.Contents.Requests;

public sealed record TextPart(string Text) : RequestPart
{
    public override string Said => $"text: {Text}";
}
