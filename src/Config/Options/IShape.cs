namespace FerroGate.Config.Options;

/// <summary>What is known of a block without knowing what it is read into.</summary>
internal interface IShape
{
    /// <summary>What may stand on the line before the block.</summary>
    Arguments Arguments { get; }

    IReadOnlyList<IOption> Options { get; }
}
