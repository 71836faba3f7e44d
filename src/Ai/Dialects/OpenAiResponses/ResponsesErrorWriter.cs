using System.Buffers;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.OpenAiResponses;

/// <summary>Writes our errors into a stream of the Responses protocol; plain ones look as in OpenAI's other protocol.</summary>
internal static class ResponsesErrorWriter
{
    public static void WriteEvent(IBufferWriter<byte> output, Refusal refusal, long sequence)
    {
        output.Write("event: error\ndata: "u8);
        using (var writer = ErrorJson.NewWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "error"u8);
            writer.WriteString("code"u8, refusal.Code);
            writer.WriteString("message"u8, refusal.Message);
            writer.WriteString("param"u8, refusal.Parameter);
            writer.WriteNumber("sequence_number"u8, sequence);
            writer.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }
}
