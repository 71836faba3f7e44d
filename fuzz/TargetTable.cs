using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Config;
using FerroGate.Fuzz.Targets;

namespace FerroGate.Fuzz;

/// <summary>Every parser that reads bytes of strangers. A new one is a class and a line here.</summary>
internal static class TargetTable
{
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new ConfigTarget("caddyfile", ConfigFormat.Caddyfile, ConfigTexts.Caddyfiles, ConfigTexts.CaddyfileWords),
        new ConfigTarget("toml", ConfigFormat.Toml, ConfigTexts.Tomls, ConfigTexts.TomlWords),
        new LayoutTarget(),
        new PatternTarget(),
        new EnvelopeTarget(),
        new SpliceTarget(),
        new CapTarget(),
        new StreamTarget(),
        new AnswerTarget(),
        new DialectTarget("messages", MessagesDialect.Instance, DialectTexts.Messages, DialectTexts.MessagesWords),
        new DialectTarget("responses", ResponsesDialect.Instance, DialectTexts.Responses, DialectTexts.ResponsesWords),
        new DialectTarget("gemini", GenerateDialect.Instance, DialectTexts.Generate, DialectTexts.GenerateWords),
        new TranslationTarget("translate-chat", ChatDialect.Instance, [.. ChatTexts.Requests, .. ChatTexts.Answers, .. ChatTexts.Streams], [.. ChatTexts.RequestWords, .. ChatTexts.AnswerWords]),
        new TranslationTarget("translate-responses", ResponsesDialect.Instance, DialectTexts.Responses, DialectTexts.ResponsesWords),
        new TranslationTarget("translate-messages", MessagesDialect.Instance, DialectTexts.Messages, DialectTexts.MessagesWords),
        new TranslationTarget("translate-gemini", GenerateDialect.Instance, DialectTexts.Generate, DialectTexts.GenerateWords),
        new ResumptionTarget("resume-chat", ChatDialect.Instance, StreamTexts.Chat),
        new ResumptionTarget("resume-responses", ResponsesDialect.Instance, StreamTexts.Responses),
        new ResumptionTarget("resume-messages", MessagesDialect.Instance, StreamTexts.Messages),
        new ResumptionTarget("resume-gemini", GenerateDialect.Instance, StreamTexts.Generate),
        new EmbeddingsTarget(),
        new FramingTarget(),
        new TokenTarget(),
    ];
}
