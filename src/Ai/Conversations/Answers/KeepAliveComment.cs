using System.Buffers;

namespace FerroGate.Ai.Conversations.Answers;

/// <summary>A sign of life as a comment, which clients pass over (WHATWG HTML, 9.2.7).</summary>
internal static class KeepAliveComment
{
    public static void Write(IBufferWriter<byte> output) => output.Write(": keep-alive\n\n"u8);
}
