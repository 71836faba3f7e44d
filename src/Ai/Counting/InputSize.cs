namespace FerroGate.Ai.Counting;

/// <summary>How much there is in the input of a request, as far as it costs tokens.</summary>
/// <param name="TextBytes">Bytes of its strings in UTF-8, and of the names in its tools.</param>
/// <param name="FrameBytes">Bytes of its other names, and of its numbers and truth values.</param>
/// <param name="Numbers">Its numbers: an input that comes as tokens is made of them.</param>
/// <param name="Messages">Its messages.</param>
/// <param name="Tools">Its tools.</param>
/// <param name="Media">Its pictures, sounds and files.</param>
public readonly record struct InputSize(long TextBytes, long FrameBytes, long Numbers, int Messages, int Tools, int Media);
