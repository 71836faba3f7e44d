using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>Writes a response, whole or as far as it has come.</summary>
internal static class ResponsesAnswerWriter
{
    /// <summary>Writes a whole one.</summary>
    public static void Write(Utf8JsonWriter writer, Answer answer, AnswerContext context)
    {
        if (answer.Candidates.Keys.Any(candidate => candidate != 0))
        {
            LoseOther(answer);
        }

        Write(writer, answer, context, ResponsesEnding.Of(answer), new ResponsesHead(answer.Head, context), ResponsesOutput.Of(answer).Items);
    }

    /// <summary>Writes one that ends so, or goes on.</summary>
    public static void Write(
        Utf8JsonWriter writer, Answer answer, AnswerContext context, ResponsesEnding ending, ResponsesHead head, IReadOnlyList<ResponsesItem> output)
    {
        writer.WriteStartObject();
        head.WriteId(writer);
        writer.WriteString("object"u8, "response"u8);
        writer.WriteNumber("created_at"u8, head.Created);
        writer.WriteString("status"u8, ending.Status);
        writer.WriteBoolean("background"u8, false);
        if (ending.Status == "completed")
        {
            writer.WriteNumber("completed_at"u8, Math.Max(head.Created, context.Now));
        }
        else
        {
            writer.WriteNull("completed_at"u8);
        }

        WriteError(writer, answer.Fault);
        WriteReason(writer, ending);
        head.WriteModel(writer);
        WriteOutput(writer, output, new ResponsesItemWriter(head, context, answer.Losses), ending);
        writer.WriteNull("previous_response_id"u8);
        ResponsesEcho.Write(writer, context.Request);
        head.WriteTier(writer);
        writer.WriteBoolean("store"u8, false);
        if (ending != ResponsesEnding.InProgress && (ending != ResponsesEnding.Failed || answer.Usage != TokenUsage.Unknown))
        {
            ResponsesUsageWriter.Write(writer, answer.Usage);
        }

        writer.WriteEndObject();
    }

    /// <summary>Here there is one answer to a request.</summary>
    public static void LoseOther(Answer answer) => answer.Losses.Add(answer.Head.CandidatesPath, LossReason.Unsupported);

    private static void WriteOutput(Utf8JsonWriter writer, IReadOnlyList<ResponsesItem> output, ResponsesItemWriter items, ResponsesEnding ending)
    {
        writer.WriteStartArray("output"u8);
        foreach (var item in output)
        {
            items.Write(writer, item, ending.IsCut && item.Index == output.Count - 1);
        }

        writer.WriteEndArray();
    }

    private static void WriteError(Utf8JsonWriter writer, ProviderFault? fault)
    {
        if (fault is null)
        {
            writer.WriteNull("error"u8);
            return;
        }

        writer.WriteStartObject("error"u8);
        writer.WriteString("code"u8, CodeOf(fault));
        writer.WriteString("message"u8, fault.Message);
        writer.WriteEndObject();
    }

    // The words are a closed set here.
    private static string CodeOf(ProviderFault fault) => fault switch
    {
        { Code: "server_error" or "rate_limit_exceeded" or "invalid_prompt" or "invalid_image" or "invalid_image_url" or "image_too_large" or "image_parse_error" } => fault.Code,
        { Status: 429 } or { Code: "rate_limit_error" or "RESOURCE_EXHAUSTED" } => "rate_limit_exceeded",
        { Status: 400 } => "invalid_prompt",
        _ => "server_error",
    };

    private static void WriteReason(Utf8JsonWriter writer, ResponsesEnding ending)
    {
        if (ending.Reason is null)
        {
            writer.WriteNull("incomplete_details"u8);
            return;
        }

        writer.WriteStartObject("incomplete_details"u8);
        writer.WriteString("reason"u8, ending.Reason);
        writer.WriteEndObject();
    }
}
