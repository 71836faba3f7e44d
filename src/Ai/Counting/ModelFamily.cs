namespace FerroGate.Ai.Counting;

/// <summary>Models that cut text alike and put the same around it: what they make of a request or an answer, where their provider does not tell.</summary>
/// <param name="Name">What they are called.</param>
public sealed record ModelFamily(string Name)
{
    /// <summary>How they cut text; <c>null</c> where nobody has published it.</summary>
    public TextEncoding? Encoding { get; init; }

    /// <summary>They think, and do not show what: what is seen of an answer is not all that it costs.</summary>
    public bool HidesThoughts { get; init; }

    /// <summary>Tokens of a byte of input.</summary>
    public double InputPerByte { get; init; } = 0.25;

    /// <summary>Tokens of a byte of output.</summary>
    public double OutputPerByte { get; init; } = 0.25;

    /// <summary>What stands before and behind the messages.</summary>
    public int PerRequest { get; init; } = 3;

    /// <summary>What stands around a message.</summary>
    public int PerMessage { get; init; } = 4;

    /// <summary>What tools cost at all.</summary>
    public int ForTools { get; init; } = 12;

    /// <summary>And beside that where the model is asked in Chat Completions.</summary>
    public int ForToolsInChat { get; init; }

    /// <summary>What each of them costs beside its text.</summary>
    public int PerTool { get; init; } = 7;

    /// <summary>What each parameter of a tool costs beside its text.</summary>
    public int PerParameter { get; init; } = 3;

    /// <summary>A picture of common size.</summary>
    public int PerMedium { get; init; } = 512;

    /// <summary>What stands around a call of a tool.</summary>
    public int PerCall { get; init; } = 8;

    /// <summary>The input of a request, from what its envelope knows of it.</summary>
    public long InputOf(InputSize size) => (long)Math.Ceiling(size.TextBytes * InputPerByte) + size.Numbers + PerRequest
        + ((long)size.Messages * PerMessage) + (size.Tools > 0 ? ForTools : 0) + ((long)size.Tools * PerTool) + ((long)size.Media * PerMedium);

    /// <summary>What stands around so many calls of tools: at OpenAI those of one answer are wrapped in another one.</summary>
    public long CallsOf(int calls) => calls > 1 && Encoding is not null ? 2L * PerCall * calls : (long)PerCall * calls;

    /// <summary>The output of so many bytes of text, and calls of tools in it.</summary>
    public long OutputOf(long bytes, int calls) => (long)Math.Ceiling(bytes * OutputPerByte) + CallsOf(calls);
}
