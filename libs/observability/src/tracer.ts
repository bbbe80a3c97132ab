import tracer from 'dd-trace';

// On Lambda, Datadog's layer has started the tracer before our code is loaded, and this does nothing.
tracer.init({ startupLogs: false });

export { tracer };
