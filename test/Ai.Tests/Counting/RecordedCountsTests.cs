namespace FerroGate.Ai.Tests.Counting;

/// <summary>
/// What the gateway counts and expects without being told, beside what providers told in the recordings. The sums are those of recordings
/// that the numbers of the families were fitted to, so they show no regression, and are no forecast; how far single requests are off is printed.
/// </summary>
public sealed class RecordedCountsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task No_input_that_came_with_its_request_was_more_than_its_bound()
    {
        var recordings = (await CountedRecording.AllAsync()).Where(each => !each.BringsMore).ToList();

        Assert.True(recordings.Count > 100, $"Only {recordings.Count} recordings tell their usage.");
        output.WriteLine($"{recordings.Count} inputs that came with their requests");
        Assert.Empty(recordings.Where(each => each.Usage.Input > each.Envelope.InputBound).Select(each => $"{each}: {each.Usage.Input} of {each.Envelope.InputBound}"));
    }

    [Fact]
    public async Task The_input_of_models_with_a_tokenizer_is_counted_to_two_percent_in_sum_and_mostly_to_two_tokens()
    {
        var recordings = (await CountedRecording.AllAsync()).Where(each => each.Family.Encoding is not null && each.IsAllText).ToList();

        Assert.True(recordings.Count > 40, $"Only {recordings.Count} recordings are of text.");
        Check("input", 0.02, 0.75, recordings.Select(each => (each, each.Usage.Input!.Value, each.Prompt!.Tokens)));
    }

    [Fact]
    public async Task The_output_of_models_with_a_tokenizer_is_counted_to_two_percent_in_sum_and_mostly_to_two_tokens()
    {
        var recordings = (await CountedRecording.AllAsync()).Where(each => each.Family.Encoding is not null && IsShown(each)).ToList();

        Assert.True(recordings.Count > 20, $"Only {recordings.Count} recordings show all that was written.");
        Check("output", 0.02, 0.7, recordings.Select(each => (each, each.Usage.Output!.Value, each.Kept.Count(each.Family.Encoding!) + each.Family.CallsOf(each.Kept.Calls))));
    }

    [Theory]
    [InlineData("claude", 20)]
    [InlineData("gemini", 20)]
    [InlineData("grok", 20)]
    [InlineData("deepseek", 4)]
    public async Task The_input_of_other_models_is_expected_to_ten_percent_in_sum(string family, int least)
    {
        var recordings = (await CountedRecording.AllAsync()).Where(each => each.Family.Name == family && each.IsAllText).ToList();

        Assert.True(recordings.Count >= least, $"Only {recordings.Count} recordings are of text.");
        Check(family, 0.1, 0, recordings.Select(each => (each, each.Usage.Input!.Value, each.Family.InputOf(each.Envelope.Input))));
    }

    [Theory]
    [InlineData("claude", 20)]
    [InlineData("gemini", 5)]
    public async Task The_output_of_other_models_is_expected_to_ten_percent_in_sum(string family, int least)
    {
        var recordings = (await CountedRecording.AllAsync()).Where(each => each.Family.Name == family && IsShown(each)).ToList();

        Assert.True(recordings.Count >= least, $"Only {recordings.Count} recordings show all that was written.");
        Check(family, 0.1, 0, recordings.Select(each => (each, each.Usage.Output!.Value, each.Family.OutputOf(each.Kept.Bytes, each.Kept.Calls))));
    }

    // What a model thinks is mostly not shown, and sounds are no text.
    private static bool IsShown(CountedRecording each) =>
        each is { BringsMore: false, Usage: { Reasoning: null or 0, AudioOutput: null or 0, Output: > 0 }, Kept.Bytes: > 0 };

    private void Check(string what, double most, double leastNear, IEnumerable<(CountedRecording Recording, long Told, long Counted)> counts)
    {
        var (told, counted, near, all) = (0L, 0L, 0, 0);
        foreach (var each in counts)
        {
            told += each.Told;
            counted += each.Counted;
            all++;
            near += Math.Abs(each.Counted - each.Told) <= Math.Max(2, most * each.Told) ? 1 : 0;
            output.WriteLine($"{each.Recording}: told {each.Told}, counted {each.Counted}");
        }

        output.WriteLine($"{what} in all: told {told}, counted {counted}, {(double)counted / told:P1}; {near} of {all} by themselves");
        Assert.InRange((double)counted / told, 1 - most, 1 + most);
        Assert.True(near >= leastNear * all, $"Only {near} of {all} are near.");
    }
}
