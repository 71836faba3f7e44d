using System.Text;
using CsCheck;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;
using FerroGate.Ai.Tests.Fixtures;
using FerroGate.Testing.Recorded;

namespace FerroGate.Ai.Tests.Dialects.GeminiGenerate.Translation;

/// <summary>What was read and is written again in the same protocol says the same.</summary>
public sealed class RoundTripTests
{
    // What a request of one turn may hold; each part is kept as it is.
    private static readonly Gen<string> UserPart = Gen.OneOf(
        """{"text":"Gr\u00fc\u00dfe \ud83d"}""", """{"text":"a\\n"}""", """{"inlineData":{"mimeType":"image/png","data":"AA=="}}""",
        """{"inlineData":{"mimeType":"audio/mp3","data":"AAAA"}}""", """{"fileData":{"mimeType":"application/pdf","fileUri":"https://generativelanguage.googleapis.com/v1beta/files/a"}}""",
        """{"fileData":{"fileUri":"gs://bucket/video"}}""");

    private static readonly Gen<string> ModelPart = Gen.OneOf(
        """{"text":"b"}""", """{"text":"b","thoughtSignature":"S1"}""", """{"text":"c","thought":true,"thoughtSignature":"S2"}""");

    private static readonly Gen<string> CallStep =
        from count in Gen.Int[1, 3]
        from signed in Gen.Bool
        from ids in Gen.Bool
        from number in Gen.OneOf("1", "1.50", "-1e-7", "\"\\ud83d\"", "{}", "[null]")
        from response in Gen.OneOf("""{"output":"x"}""", """{"error":"y"}""", """{"a":1.0,"b":[]}""", "{}")
        from step in Gen.Int[0, 10_000]
        select Step(count, signed, ids, number, response, step);

    private static readonly Gen<string> Config =
        from members in Gen.OneOf(
            "\"temperature\":0.70", "\"topP\":1e-1", "\"topK\":40", "\"maxOutputTokens\":100", "\"candidateCount\":1", "\"seed\":-5", "\"stopSequences\":[\"a\",\"b\"]",
            "\"presencePenalty\":0.10", "\"frequencyPenalty\":-2", "\"responseLogprobs\":true", "\"thinkingConfig\":{\"thinkingBudget\":-1,\"includeThoughts\":true}",
            "\"responseMimeType\":\"application/json\"").HashSet[0, 6]
        select "{" + string.Join(',', members) + "}";

    [Fact]
    public void Requests_say_the_same_again() =>
        (from user in UserPart.Array[1, 3]
         from model in ModelPart.Array[1, 2]
         from steps in CallStep.Array[0, 2]
         from config in Config
         from tier in Gen.OneOf("", "\"serviceTier\":\"flex\",")
         from tools in Gen.OneOf(
             "",
             """ "tools":[{"functionDeclarations":[{"name":"f","description":"d","parameters":{"type":"object","properties":{"a":{"type":"string"}}}},{"name":"g","parametersJsonSchema":{"type":"object","additionalProperties":false}}]}],"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}},""")
         select $$"""
             {"systemInstruction":{"parts":[{"text":"s"}]},{{tier}}{{tools}}"generationConfig":{{config}},
             "contents":[{"role":"user","parts":[{{string.Join(',', user)}}]},{"role":"model","parts":[{{string.Join(',', model)}}]},{"role":"user","parts":[{"text":"go"}]}{{string.Concat(steps)}}]}
             """).Sample(request =>
        {
            var losses = new Losses();
            var notes = new RequestNotes();
            var expected = request.Replace("\"generationConfig\":{},", "", StringComparison.Ordinal);

            var written = Translating.Write(Translating.Read(request, losses), notes);

            Translating.AssertJson(expected, written);
            Assert.Equal("", losses.ToString() + notes.Losses);
            Assert.Empty(notes.Added);
        });

    [Fact]
    public void Recorded_requests_keep_what_was_said()
    {
        foreach (var exchange in Recorded())
        {
            var losses = new Losses();
            var conversation = Translating.Dialect.ReadRequest(exchange.Request, exchange.IsStream, losses);
            var again = Translating.Dialect.ReadRequest(Translating.Json(Translating.Write(conversation)), exchange.IsStream, new Losses());

            Assert.DoesNotContain("=unknown", losses.ToString());

            // What is carried as JSON stands on one line, whatever its layout was.
            var before = Translating.Dialect.ReadRequest(exchange.Request, exchange.IsStream, new Losses());
            Assert.Equal(Said(before).Replace('\n', ' '), Said(again).Replace('\n', ' '));
        }
    }

    [Fact]
    public void Recorded_answers_keep_what_was_said()
    {
        foreach (var exchange in Recorded().Where(exchange => exchange.Status == 200))
        {
            var answer = new Answer();
            Translating.Follow(answer, DataOf(exchange));

            Assert.True(answer.IsComplete, exchange.Name);
            Assert.DoesNotContain("=unknown", answer.Losses.ToString());
            Assert.NotEmpty(answer.Candidates);
            Assert.All(answer.Candidates.Values, candidate => Assert.NotNull(candidate.Finish));
            var plain = Translating.ReadAnswer(Translating.WriteAnswer(answer));
            Assert.Equal(Said(answer), Said(plain));
            foreach (var asEvents in (bool[])[true, false])
            {
                var stream = Translating.Stream(writer => Translating.Follow(writer, DataOf(exchange)), asEvents);
                Assert.Equal(Said(answer), Said(Translating.ReadStream(asEvents ? Translating.EventsOf(stream) : [stream])));
            }
        }
    }

    [Fact]
    public void Recorded_errors_are_read()
    {
        foreach (var exchange in Recorded().Where(exchange => exchange.Status >= 400))
        {
            Assert.Equal(exchange.Status, Translating.Dialect.ReadFault(Translating.Json(Encoding.UTF8.GetString(exchange.ResponseBytes)))?.Status);
        }
    }

    private static IReadOnlyList<RecordedExchange> Recorded() => Recordings.Of(["gemini", "vertex"], "generateContent");

    private static List<string> DataOf(RecordedExchange exchange) => exchange.IsAnsweredByStream
        ? SseReading.Of(exchange.ResponseBytes).Data
        : [Encoding.UTF8.GetString(exchange.ResponseBytes)];

    private static string Step(int count, bool signed, bool ids, string number, string response, int step)
    {
        var calls = Enumerable.Range(0, count).Select(call =>
            "{\"functionCall\":{" + Named(ids, step, call) + ",\"args\":{\"n\":" + number + "}}" + (signed && call == 0 ? ",\"thoughtSignature\":\"S\"" : "") + "}");
        var results = Enumerable.Range(0, count).Select(call =>
            "{\"functionResponse\":{" + Named(ids, step, call) + ",\"response\":" + response + "}}");
        return $$""",{"role":"model","parts":[{{string.Join(',', calls)}}]},{"role":"user","parts":[{{string.Join(',', results)}}]}""";
    }

    private static string Named(bool ids, int step, int call) => (ids ? $"\"id\":\"x{step}-{call}\"," : "") + $"\"name\":\"f{call}\"";

    private static string Said(Conversation conversation) => string.Join('\n', conversation.Turns.SelectMany(turn => turn.Parts).Select(part => part switch
    {
        TextPart text => $"text {text.Text}",
        ReasoningPart { Text: { } thought } => $"thought {thought}",
        ToolCallPart call => $"call {call.Id} {call.Name} {Plain(call.Arguments.Text)} {call.Seal?.Value}",
        ToolResultPart result => $"result {result.CallId} {result.Name} {string.Join('|', result.Content.Select(part => part is TextPart text ? Plain(text.Text) : part.GetType().Name))}",
        MediaPart media => $"media {media.Kind} {media.Source.MediaType} {media.Source.Base64}{media.Source.Url}",
        _ => "",
    }).Where(line => line.Length > 0)) + string.Join(',', conversation.Tools.Select(tool => $"{tool.Name} {tool.Schema?.Value.GetRawText().ReplaceLineEndings(" ")}"));

    private static string Said(Answer answer) => string.Join('\n', answer.Candidates.Select(candidate => string.Join('\n',
        candidate.Value.Parts.Where(part => part.Kind == AnswerPartKind.ToolCall).Select(part => $"{part.Id} {part.Name} {Plain(part.Text)} {part.Seal?.Value}")
            .Prepend(Joined(candidate.Value, AnswerPartKind.Text)).Prepend(Joined(candidate.Value, AnswerPartKind.Reasoning))
            .Append(candidate.Value.Finish?.Kind.ToString()).Append(string.Join(',', candidate.Value.Parts.SelectMany(part => part.Citations).Select(one => $"{one.Url} {one.Range}").Order(StringComparer.Ordinal))))));

    private static string Joined(Candidate candidate, AnswerPartKind kind) =>
        string.Concat(candidate.Parts.Where(part => part.Kind == kind).Select(part => part.Text.ToString()));

    // Line ends between members are no line ends in a stream.
    private static string Plain(JsonText json) => json.ToString().ReplaceLineEndings(" ");
}
