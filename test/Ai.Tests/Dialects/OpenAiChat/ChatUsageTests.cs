using System.Text;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Tests.Dialects.OpenAiChat;

/// <summary>The usage objects of those who speak the chat protocol, in a plain answer and in a stream.</summary>
public sealed class ChatUsageTests
{
    public static TheoryData<string, TokenUsage> Shapes => new()
    {
        // OpenAI, Azure, xAI
        {
            """{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":64,"audio_tokens":3},"completion_tokens_details":{"reasoning_tokens":20,"audio_tokens":4,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}""",
            new TokenUsage { Input = 100, Output = 50, CachedInput = 64, AudioInput = 3, Reasoning = 20, AudioOutput = 4 }
        },
        { """{"prompt_tokens":9,"completion_tokens":1,"prompt_tokens_details":{"text_tokens":2,"image_tokens":7}}""", new TokenUsage { Input = 9, Output = 1, ImageInput = 7 } },
        { """{"prompt_tokens":1,"completion_tokens":2,"prompt_tokens_details":null,"completion_tokens_details":null}""", new TokenUsage { Input = 1, Output = 2 } },

        // DeepSeek: both forms, in either order
        {
            """{"prompt_tokens":20,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":16},"prompt_cache_hit_tokens":16,"prompt_cache_miss_tokens":4}""",
            new TokenUsage { Input = 20, Output = 5, CachedInput = 16 }
        },
        { """{"prompt_cache_hit_tokens":16,"prompt_tokens":20,"completion_tokens":5}""", new TokenUsage { Input = 20, Output = 5, CachedInput = 16 } },
        {
            """{"prompt_cache_hit_tokens":16,"prompt_tokens":20,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":null}}""",
            new TokenUsage { Input = 20, Output = 5, CachedInput = 16 }
        },

        // Mistral
        {
            """{"prompt_tokens":20,"total_tokens":22,"completion_tokens":2,"prompt_audio_seconds":null,"num_cached_tokens":8,"prompt_token_details":{"cached_tokens":8}}""",
            new TokenUsage { Input = 20, Output = 2, CachedInput = 8 }
        },

        // Together
        { """{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10,"cached_tokens":1}""", new TokenUsage { Input = 7, Output = 3, CachedInput = 1 } },

        // Groq
        {
            """{"queue_time":0.037,"prompt_tokens":7,"prompt_time":0.1,"completion_tokens":3,"completion_tokens_details":{"reasoning_tokens":2}}""",
            new TokenUsage { Input = 7, Output = 3, Reasoning = 2 }
        },

        // OpenRouter
        {
            """{"prompt_tokens":7,"completion_tokens":3,"cost":0.0001,"is_byok":false,"cost_details":{"upstream_inference_cost":null},"completion_tokens_details":{"reasoning_tokens":0}}""",
            new TokenUsage { Input = 7, Output = 3, Reasoning = 0 }
        },

        // What is no counter is not known
        { """{}""", TokenUsage.Unknown },
        { """{"prompt_tokens":0,"completion_tokens":0}""", new TokenUsage { Input = 0, Output = 0 } },
        { """{"prompt_tokens":-1,"completion_tokens":2}""", new TokenUsage { Output = 2 } },
        { """{"prompt_tokens":1.5,"completion_tokens":2e0}""", TokenUsage.Unknown },
        { """{"prompt_tokens":"7","completion_tokens":{"a":[1]}}""", TokenUsage.Unknown },
        { """{"prompt_tokens":null,"completion_tokens":true}""", TokenUsage.Unknown },
        { """{"prompt_tokens":1000000000000,"completion_tokens":1000000000001}""", new TokenUsage { Input = 1_000_000_000_000 } },
        { """{"prompt_tokens":9223372036854775807,"completion_tokens":9223372036854775808}""", TokenUsage.Unknown },
        { """{"prompt_tokens_details":[{"cached_tokens":5}],"completion_tokens_details":"x","prompt_tokens":1}""", new TokenUsage { Input = 1 } },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_plain_answer_has_it(string usage, TokenUsage expected)
    {
        var body = $$$"""{"id":"x","choices":[{"message":{"content":"hi"}}],"usage":{{{usage}}},"system_fingerprint":null}""";

        Assert.Equal(expected, ChatDialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes(body))!.Usage);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_stream_has_the_same(string usage, TokenUsage expected)
    {
        var data = $$"""{"usage":{{usage}},"id":"x","choices":[]}""";

        Assert.Equal(expected, ChatChunkReader.Read(Encoding.UTF8.GetBytes(data), new FinishedChoices()).Usage);
    }
}
