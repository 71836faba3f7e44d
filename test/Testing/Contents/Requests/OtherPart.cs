namespace FerroGate.Testing.Contents.Requests;

/// <summary>What only one protocol knows, such as what its vendor's own tools did.</summary>
/// <param name="Kind">The protocol's name for it.</param>
public sealed record OtherPart(string Kind) : RequestPart
{
    public override string Said => $"other: {Kind}";
}
