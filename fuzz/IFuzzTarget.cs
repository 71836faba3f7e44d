namespace FerroGate.Fuzz;

/// <summary>One parser, what it is fed with, and what must be true of what it gives.</summary>
internal interface IFuzzTarget
{
    string Name { get; }

    /// <summary>Good inputs to begin from.</summary>
    IReadOnlyList<string> Corpus { get; }

    /// <summary>Pieces of the language, which chance alone would rarely spell.</summary>
    IReadOnlyList<string> Words { get; }

    /// <summary>What takes longer than this hangs.</summary>
    TimeSpan Patience => TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs the parser. Throws <see cref="BrokenInvariantException"/> where its output is wrong; any other exception is a
    /// finding too.
    /// </summary>
    /// <param name="input">The bytes.</param>
    /// <param name="seed">For what else is left to chance, such as chunk boundaries; it belongs to the input.</param>
    void Run(byte[] input, int seed);
}
