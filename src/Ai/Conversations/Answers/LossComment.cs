using System.Buffers;
using System.Text;

namespace FerroGate.Ai.Conversations.Answers;

/// <summary>What was lost of a streamed answer, as a comment, which clients pass over (WHATWG HTML, 9.2.6).</summary>
internal static class LossComment
{
    public static void Write(IBufferWriter<byte> output, Losses losses)
    {
        if (losses.Any)
        {
            output.Write(Encoding.ASCII.GetBytes($": ferrogate-loss {losses}\n\n"));
        }
    }
}
